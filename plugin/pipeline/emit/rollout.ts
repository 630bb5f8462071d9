import { createHmac } from 'node:crypto';
import { bytesFromBuffer } from '../../go/byte-string.ts';
import { YamlSyntaxError } from '../../go/yaml-syntax-error.ts';
import { readYaml } from '../../go/yaml11.ts';
import type { DocumentRange, JsonObject } from '../../model/document.ts';
import type { Run } from '../../model/run.ts';
import type { RenderedSecret } from '../../model/secret.ts';
import { defaultNamespace } from '../../trust/default-namespace.ts';
import type { Edit } from './edit.ts';
import { podTemplatePath, referringKinds, type SecretReference, secretReferences } from './secret-references.ts';

const annotation = 'external-secrets-render.dev/rollout';
const checksum = 'external-secrets-render.dev/secrets-checksum';

/** What makes pods see a changed Secret. */
export interface Rollout {
  /** New bytes of the documents that refer to Secrets. */
  readonly edits: ReadonlyMap<DocumentRange, Buffer>;
  /** New names of Secrets. */
  readonly names: ReadonlyMap<RenderedSecret, string>;
}

/** The Secrets that may have changed. */
export interface Rolled {
  readonly secrets: readonly RenderedSecret[];
  /** Those of them that keep their names: their pods get a checksum in any case. */
  readonly named: readonly RenderedSecret[];
}

/**
 * Carries a change of a rendered Secret to the pods that use it.
 *
 * @remarks
 * `checksum` puts one annotation in a workload's pod template; `hash-suffix` renames the Secret and every reference, as
 * kustomize's needs-hash does. Asked for on the ExternalSecret, on the workload (checksum), or in the configuration. The
 * checksum is keyed with the seed where there is one.
 *
 * @param ranges - The input's documents.
 */
export async function rollout(
  ranges: readonly DocumentRange[],
  { secrets, named }: Rolled,
  run: Run,
): Promise<Rollout> {
  const key = run.seeded ? run.random('rollout').bytes(32) : Buffer.from(annotation);
  const hashes = new Map(secrets.map((secret) => [secret, hashOf(secret, key)]));
  const names = new Map<RenderedSecret, string>();
  const keepsName = new Set(named);
  for (const secret of secrets) {
    if (keepsName.has(secret) || wish(secret.from.metadata.annotations, run) !== 'hash-suffix') continue;
    names.set(secret, `${secret.name}-${hashes.get(secret)?.slice(0, 10)}`);
  }
  const edits = new Map<DocumentRange, Buffer>();
  if (!isAskedFor(ranges, secrets, run)) return { edits, names };
  const byName = new Map(
    secrets.map((secret) => [JSON.stringify([secret.from.metadata.namespace, secret.name]), secret]),
  );
  for (const range of ranges) {
    const value = readReferring(range);
    if (value === undefined) continue;
    const namespace = namespaceOf(value) ?? defaultNamespace(run);
    const used = secretReferences(value).flatMap((reference) => {
      const secret = byName.get(JSON.stringify([namespace, reference.name]));
      return secret === undefined ? [] : [{ reference, secret }];
    });
    const changes = editsOf(value, used, { hashes, names, run });
    if (changes.length === 0) continue;
    const { editDocument } = await import('./edit-document.ts');
    edits.set(range, editDocument(range, changes));
  }
  return { edits, names };
}

interface Use {
  readonly reference: SecretReference;
  readonly secret: RenderedSecret;
}

function editsOf(
  value: JsonObject,
  used: readonly Use[],
  {
    hashes,
    names,
    run,
  }: Omit<Rollout, 'edits'> & { readonly hashes: ReadonlyMap<RenderedSecret, string>; readonly run: Run },
): readonly Edit[] {
  const renamed = used.flatMap(({ reference, secret }) => {
    const name = names.get(secret);
    return name === undefined ? [] : [{ path: reference.path, value: name }];
  });
  const template = podTemplatePath(value);
  const own = annotationsOf(value);
  const summed = [...new Set(used.map(({ secret }) => secret))].filter((secret) => {
    const wanted = wish(secret.from.metadata.annotations, run);
    return !names.has(secret) && (wanted !== 'off' || (Object.hasOwn(own, annotation) && own[annotation] !== 'off'));
  });
  if (template === undefined || summed.length === 0) return renamed;
  const sums = summed.map((secret) => `${secret.name}:${hashes.get(secret)}`).sort();
  const sum = createHmac('sha256', annotation).update(sums.join('\n')).digest('hex').slice(0, 16);
  return [...renamed, { path: [...template, 'metadata', 'annotations', checksum], value: sum }];
}

function wish(annotations: Readonly<Record<string, string>>, run: Run): string {
  return (Object.hasOwn(annotations, annotation) ? annotations[annotation] : undefined) ?? run.config.emit.rollout;
}

function isAskedFor(ranges: readonly DocumentRange[], secrets: readonly RenderedSecret[], run: Run): boolean {
  if (secrets.length === 0) return false;
  if (secrets.some(({ from }) => wish(from.metadata.annotations, run) !== 'off')) return true;
  return [...new Set(ranges.map(({ source }) => source))].some(({ bytes }) => bytes.includes(annotation));
}

/** A document that may refer to Secrets; `undefined` for all others and for what is no YAML. */
function readReferring(range: DocumentRange): JsonObject | undefined {
  const bytes = range.source.bytes.subarray(range.start, range.end);
  if (!kindPattern.test(bytes.toString('latin1'))) return undefined;
  try {
    const padded = Buffer.concat([Buffer.alloc(range.indent ?? 0, ' '), bytes]);
    const { value } = readYaml(bytesFromBuffer(padded), { jsonFirst: true });
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
  } catch (thrown) {
    if (thrown instanceof YamlSyntaxError) return undefined;
    throw thrown;
  }
}

const kindPattern = new RegExp(`\\bkind["']?\\s*:\\s*["']?(?:${referringKinds.join('|')})\\b`);

function namespaceOf(value: JsonObject): string | undefined {
  const { namespace } = Object(value['metadata']) as JsonObject;
  return typeof namespace === 'string' ? namespace : undefined;
}

function annotationsOf(value: JsonObject): Readonly<Record<string, unknown>> {
  const { annotations } = Object(value['metadata']) as JsonObject;
  return Object(annotations) as Readonly<Record<string, unknown>>;
}

/** Type and data decide; what is in the metadata does not reach a pod. */
function hashOf({ type, data }: RenderedSecret, key: Uint8Array): string {
  const hash = createHmac('sha256', key).update(JSON.stringify(type));
  const sorted = [...data].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  for (const [name, value] of sorted) hash.update(`\n${JSON.stringify(name)} ${value.length}\n`).update(value.reveal());
  return hash.digest('hex');
}
