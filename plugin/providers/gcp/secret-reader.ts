import type { protos } from '@google-cloud/secret-manager';
import { faultIn } from '../../errors/fault-in.ts';
import { manifestError } from '../../errors/manifest.ts';
import { storeError } from '../../errors/store.ts';
import { type Bytes, bufferOf, bytesOf } from '../../go/byte-string.ts';
import { type JsonValue, marshalJson } from '../../go/json.ts';
import type { RemoteRef } from '../../model/remote.ts';
import { Sensitive } from '../../model/sensitive.ts';
import type { Answer } from '../provider.ts';
import { type Accessed, accessValue } from './access-value.ts';
import { crc32c } from './crc32c.ts';
import type { GcpReading } from './gcp-reading.ts';
import { isPossibleName } from './secret-names.ts';

type Secret = protos.google.cloud.secretmanager.v1.ISecret;

/**
 * Reads one secret's value, or its labels and annotations.
 *
 * @remarks ESO: `client.go`, `GetSecret`, `getSecretMetadata`.
 */
export async function readSecret(ref: RemoteRef, reading: GcpReading): Promise<Answer> {
  const { key, version = 'latest' } = ref;
  if (!isPossibleName(key) || !isPossibleName(version)) return { kind: 'missing' };
  try {
    return ref.metadataPolicy === 'Fetch' ? await readMetadata(key, reading) : await readValue(ref, reading);
  } catch (thrown) {
    const error = faultIn(thrown);
    if (error === undefined) throw thrown;
    return { kind: 'failed', error };
  }
}

/** Labels and annotations as the operator writes them: Go's JSON, `null` for none. */
async function readMetadata(key: string, { manager, names }: GcpReading): Promise<Answer> {
  const facts = { permission: 'secretmanager.secrets.get', on: key };
  const secret = await manager.find<Secret>(facts, (client, once) =>
    client.getSecret({ name: names.secret(key) }, once),
  );
  if (secret === undefined) return { kind: 'missing' };
  const members = new Map<Bytes, JsonValue>([
    [bytesOf('annotations'), stringMap(secret.annotations)],
    [bytesOf('labels'), stringMap(secret.labels)],
  ]);
  return { kind: 'value', value: new Sensitive(bufferOf(marshalJson(members))) };
}

function stringMap(entries: { readonly [key: string]: string } | null | undefined): JsonValue {
  const pairs = Object.entries(entries ?? {});
  return pairs.length === 0 ? null : new Map(pairs.map(([name, value]) => [bytesOf(name), bytesOf(value)]));
}

async function readValue(ref: RemoteRef, reading: GcpReading): Promise<Answer> {
  const accessed = await accessValue(ref, reading);
  return accessed === undefined ? { kind: 'missing' } : valueAnswer(accessed, ref.key, reading.host);
}

/** An empty payload is an error, as in the operator. */
function valueAnswer({ payload }: Accessed, key: string, host: string): Answer {
  const { data, dataCrc32c: sum } = payload ?? {};
  const bytes = typeof data === 'string' ? Buffer.from(data, 'base64') : data;
  if (!bytes || bytes.length === 0) {
    return { kind: 'failed', error: manifestError('REMOTE_NO_VALUE', { what: 'the secret', key }) };
  }
  if (sum !== null && sum !== undefined && Number(sum) !== crc32c(bytes)) {
    return {
      kind: 'failed',
      error: storeError('STORE_ANSWER', { call: `secretmanager.versions.access on "${key}"`, host }),
    };
  }
  return { kind: 'value', value: new Sensitive(bytes) };
}
