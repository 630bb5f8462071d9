import { isUtf8 } from 'node:buffer';
import { type ManifestError, manifestError } from '../../errors/manifest.ts';
import type { Json, JsonObject } from '../../model/document.ts';
import type { Resource } from '../../model/resource.ts';
import type { RenderedSecret } from '../../model/secret.ts';
import { checkWhole } from '../check-whole.ts';
import { secretName } from './secret-name.ts';
import type { Settled } from './settled.ts';
import { wholeOf } from './whole-of.ts';

/**
 * What the API server refuses in a Secret that several make: another type, a value that its `stringData` cannot hold, and
 * what is wrong with the whole; and what the operator does, where it belongs to another ExternalSecret.
 */
export function mergeFaults(settled: Settled): readonly ManifestError[] {
  const { base, mergers, plain, isPatch } = settled;
  // What the Secret is that a patch goes into, nobody sees.
  if (isPatch) return [];
  const whole = wholeOf(settled);
  const parts = plain === undefined ? mergers : [base, ...mergers];
  const { stringData } = (plain?.raw ?? {}) as JsonObject;
  return [
    ...parts.flatMap((part) => typeFaults(part, whole.type)),
    ...parts.flatMap((part) => ownerFaults(part, plain)),
    ...parts.flatMap((part) => binaryFaults(part, Object(stringData) as JsonObject)),
    // Who makes it makes it alone, before anything is merged.
    ...(plain === undefined ? checkWhole(base) : []),
    ...(plain === undefined && mergers.length === 0 ? [] : checkWhole(whole)),
  ];
}

function typeFaults(part: RenderedSecret, is: string): readonly ManifestError[] {
  const wants = part.from.spec.target.template?.type;
  if (!wants || wants === is) return [];
  const at = part.from.place('spec.target.template.type');
  return [manifestError('MERGE_TYPE', { secret: secretName(part), is, wants }, at)];
}

// Who owns it is its controller; the version counts no more than it does for the operator.
function ownerFaults(part: RenderedSecret, plain: Resource | undefined): readonly ManifestError[] {
  const { ownerReferences } = Object(plain?.raw['metadata']) as JsonObject;
  const references = Array.isArray(ownerReferences) ? (ownerReferences as readonly Json[]) : [];
  const owner = references
    .map((reference) => Object(reference) as JsonObject)
    .find(({ controller }) => controller === true);
  const { apiVersion, kind, name } = owner ?? {};
  const isOthers = kind === 'ExternalSecret' && String(apiVersion).startsWith('external-secrets.io/');
  if (!isOthers || name === part.from.metadata.name) return [];
  const facts = { secret: secretName(part), owner: String(name) };
  return [manifestError('MERGE_OWNED', facts, part.from.place('spec.target'))];
}

function binaryFaults(part: RenderedSecret, stringData: JsonObject): readonly ManifestError[] {
  return [...part.data]
    .filter(([key, value]) => Object.hasOwn(stringData, key) && !isUtf8(value.reveal()))
    .map(([key]) => manifestError('MERGE_BINARY', { secret: secretName(part), key }, part.from.place('spec.target')));
}
