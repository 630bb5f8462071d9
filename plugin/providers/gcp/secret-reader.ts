import type { protos } from '@google-cloud/secret-manager';
import { faultsOf } from '../../errors/esr-error.ts';
import { gcpError } from '../../errors/gcp.ts';
import { manifestError } from '../../errors/manifest.ts';
import { storeError } from '../../errors/store.ts';
import { type Bytes, bufferOf, bytesOf } from '../../go/byte-string.ts';
import { type JsonValue, marshalJson } from '../../go/json.ts';
import type { RemoteRef } from '../../model/remote.ts';
import { Sensitive } from '../../model/sensitive.ts';
import type { Answer } from '../provider.ts';
import { crc32c } from './crc32c.ts';
import { isNotFound } from './gcp-fault.ts';
import { GcpRefusal } from './gcp-refusal.ts';
import { latestEnabled } from './latest-enabled.ts';
import type { SecretManager } from './secret-manager.ts';
import { isPossibleName, type SecretNames } from './secret-names.ts';

type Secret = protos.google.cloud.secretmanager.v1.ISecret;
type Accessed = protos.google.cloud.secretmanager.v1.IAccessSecretVersionResponse;

const access = 'secretmanager.versions.access';

/** What reading needs. */
export interface GcpReading {
  readonly manager: SecretManager;
  readonly names: SecretNames;
  readonly host: string;
  readonly fetchesEnabled: boolean;
}

/**
 * Reads one secret's value, or its labels and annotations.
 *
 * @remarks ESO: `client.go`, `GetSecret`, `getSecretMetadata`; providers.md 8.5.
 */
export async function readSecret(ref: RemoteRef, reading: GcpReading): Promise<Answer> {
  const { key, version = 'latest' } = ref;
  if (!isPossibleName(key) || !isPossibleName(version)) return { kind: 'missing' };
  try {
    return ref.metadataPolicy === 'Fetch' ? await readMetadata(key, reading) : await readValue(ref, reading);
  } catch (thrown) {
    if (isNotFound(thrown)) return { kind: 'missing' };
    const [error] = faultsOf(thrown) ?? [];
    if (error === undefined) throw thrown;
    return { kind: 'failed', error };
  }
}

/** Labels and annotations as the operator writes them: Go's JSON, `null` for none. */
async function readMetadata(key: string, { manager, names }: GcpReading): Promise<Answer> {
  const facts = { permission: 'secretmanager.secrets.get', on: key };
  const secret = await inOurWords(manager, facts, () =>
    manager.call<Secret>(facts, (client, once) => client.getSecret({ name: names.secret(key) }, once)),
  );
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

async function readValue({ key, version }: RemoteRef, reading: GcpReading): Promise<Answer> {
  const { manager, names, host, fetchesEnabled } = reading;
  const facts = { permission: access, on: key };
  const read = (name: string) =>
    manager.call<Accessed>(facts, (client, once) => client.accessSecretVersion({ name }, once));
  const accessed = await inOurWords(manager, facts, async () => {
    try {
      return await read(names.version(key, version ?? 'latest'));
    } catch (thrown) {
      const state = stateOf(thrown);
      if (state === undefined) throw thrown;
      if (version !== undefined || !fetchesEnabled) throw stateFault(key, version, state);
      const newest = await latestEnabled(key, reading);
      return await read(newest ?? names.version(key, 'latest')).catch((again: unknown) => {
        const still = stateOf(again);
        throw still === undefined ? again : stateFault(key, version, still);
      });
    }
  });
  return valueAnswer(accessed, key, host);
}

/** `not found` stays as it is: here it is no fault. */
async function inOurWords<T>(
  manager: SecretManager,
  facts: { readonly permission: string; readonly on: string },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw isNotFound(thrown) ? thrown : manager.fault(thrown, facts);
  }
}

/** A version that may not be read as long as it is disabled, or ever again. */
function stateOf(thrown: unknown): 'disabled' | 'destroyed' | undefined {
  if (!(thrown instanceof GcpRefusal) || thrown.word !== 'FAILED_PRECONDITION') return undefined;
  if (thrown.mentions(/DISABLED state/)) return 'disabled';
  return thrown.mentions(/DESTROYED state/) ? 'destroyed' : undefined;
}

function stateFault(key: string, version: string | undefined, state: string): Error {
  return gcpError('GCP_VERSION_STATE', { key, version: version ?? 'latest', state });
}

/** An empty payload is an error, as in the operator. */
function valueAnswer({ payload }: Accessed, key: string, host: string): Answer {
  const { data, dataCrc32c: sum } = payload ?? {};
  const bytes = typeof data === 'string' ? Buffer.from(data, 'base64') : data;
  if (!bytes || bytes.length === 0) {
    return { kind: 'failed', error: manifestError('REMOTE_NO_VALUE', { what: 'the secret', key }) };
  }
  if (sum !== null && sum !== undefined && Number(sum) !== crc32c(bytes)) {
    return { kind: 'failed', error: storeError('STORE_ANSWER', { call: `${access} on "${key}"`, host }) };
  }
  return { kind: 'value', value: new Sensitive(bytes) };
}
