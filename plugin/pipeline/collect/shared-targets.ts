import type { EsrError } from '../../errors/esr-error.ts';
import { manifestError } from '../../errors/manifest.ts';
import type { JsonObject } from '../../model/document.ts';
import type { ExternalSecret } from '../../model/external-secret.ts';
import { showObject } from '../../model/place.ts';
import { objectName } from '../../model/resource.ts';

/**
 * Finds ExternalSecrets that write the same Secret.
 *
 * @remarks An owner shares its Secret with nobody; `Merge` and `CreateOrMerge` may share one that has no owner,
 * but no object of another kind. Found here so that nothing is read for them, and `validate` sees it too.
 */
export function sharedTargets(externalSecrets: readonly ExternalSecret[]): readonly EsrError[] {
  const writers = new Map<string, ExternalSecret[]>();
  // One that is there twice is told as such.
  const names = new Map(externalSecrets.map((each) => [isNamed(each) ? showObject(objectName(each)) : each, each]));
  for (const externalSecret of names.values()) {
    const { metadata, spec } = externalSecret;
    if (spec.target.creationPolicy === 'None') continue;
    const { apiVersion, kind } = spec.target.manifest ?? { apiVersion: 'v1', kind: 'Secret' };
    const target = JSON.stringify([apiVersion, kind, metadata.namespace, spec.target.name ?? metadata.name]);
    writers.set(target, [...(writers.get(target) ?? []), externalSecret]);
  }
  return [...writers.values()].flatMap((group) => conflictIn(group));
}

/** Whether its name is its own: one that a server completes is another one each time. */
function isNamed({ raw }: ExternalSecret): boolean {
  const { name } = Object(raw['metadata']) as JsonObject;
  return typeof name === 'string' && name !== '';
}

function conflictIn(group: readonly ExternalSecret[]): readonly EsrError[] {
  const [, second] = group;
  if (second === undefined) return [];
  const policies = group.map(({ spec }) => spec.target.creationPolicy);
  const makers = policies.filter((policy) => policy === 'Owner' || policy === 'Orphan').length;
  const kind = group.map(({ spec }) => spec.target.manifest?.kind).find((each) => each !== undefined);
  if (kind === undefined && makers < 2 && !policies.includes('Owner')) return [];
  const { namespace } = second.metadata;
  const name = second.spec.target.name ?? second.metadata.name;
  const secret = namespace === undefined ? name : `${namespace}/${name}`;
  const owners = group.map((each) => showObject(objectName(each)));
  const facts = { secret, owners, ...(kind === undefined ? {} : { kind }) };
  return [manifestError('TARGET_TWICE', facts, second.place('spec.target'))];
}
