import type { JsonObject } from '../model/document.ts';
import type { ExternalSecret } from '../model/external-secret.ts';
import type { Run } from '../model/run.ts';
import type { Sensitive } from '../model/sensitive.ts';
import { objectHash } from './object-hash.ts';

const managed = 'reconcile.external-secrets.io/managed';
const createdBy = 'reconcile.external-secrets.io/created-by';
/** The annotation with the hash of a Secret's data. */
export const dataHash = 'reconcile.external-secrets.io/data-hash';

/**
 * Sets ESO's own labels and annotation under `emit.esoMetadata`, and takes them away otherwise: what a document says
 * about them is never true of ours. Core.md 4.1 steps 11 and 12.
 *
 * @param hash - The value of the data-hash annotation.
 */
export function keepBooks(
  metadata: { readonly labels: Map<string, string>; readonly annotations: Map<string, string> },
  externalSecret: ExternalSecret,
  hash: () => string,
  run: Run,
): void {
  const { labels, annotations } = metadata;
  for (const key of [managed, createdBy]) labels.delete(key);
  annotations.delete(dataHash);
  if (!run.config.emit.esoMetadata) return;
  labels.set(managed, 'true');
  // Whose name a server completes, that is not known by it here.
  if (externalSecret.spec.target.creationPolicy === 'Owner' && !isNamedByServer(externalSecret)) {
    const { namespace = '', name } = externalSecret.metadata;
    labels.set(createdBy, objectHash(`${namespace}/${name}`));
  }
  annotations.set(dataHash, hash());
}

function isNamedByServer({ raw }: ExternalSecret): boolean {
  const { name, generateName } = Object(raw['metadata']) as JsonObject;
  return !name && typeof generateName === 'string';
}

/** The data-hash of a Secret's data: Go prints `map[string][]byte` with the bytes in decimal. */
export function hashOfData(data: ReadonlyMap<string, Sensitive>): string {
  const entries = [...data]
    .map(([key, value]) => ({ key: Buffer.from(key), value }))
    .sort((a, b) => a.key.compare(b.key))
    .map(({ key, value }) => Buffer.concat([key, Buffer.from(`:[${[...value.reveal()].join(' ')}]`)]));
  const text = entries.flatMap((entry, index) => (index === 0 ? [entry] : [Buffer.from(' '), entry]));
  return objectHash(Buffer.concat([Buffer.from('map['), ...text, Buffer.from(']')]));
}
