import { usageError } from '../../errors/usage.ts';
import type { PushedKey, PushedSecret, PushedStore } from '../../model/push.ts';

/** What earlier runs have pushed, and from which PATH: names and keys, never a value. */
export interface PushRecord {
  /** The file it is kept in, for errors. */
  readonly file: string;
  readonly path: string;
  readonly pushed: readonly PushedSecret[];
}

const apiVersion = 'external-secrets-render.dev/v1alpha1';
const kind = 'PushRecord';

/**
 * Reads a record. The operator keeps the same in the status of each PushSecret.
 *
 * @param text - The file's content; `undefined` where there is no such file yet.
 * @param path - What is pushed now. A record of another PATH would make everything in it look removed.
 * @throws UsageError `PUSH_RECORD`, `PUSH_RECORD_PATH`
 */
export function readRecord(text: string | undefined, file: string, path: string): PushRecord {
  if (text === undefined) return { file, path, pushed: [] };
  const value = parsed(text, file);
  if (value['apiVersion'] !== apiVersion || value['kind'] !== kind) {
    throw usageError('PUSH_RECORD', { file, why: `it is no ${kind} of ${apiVersion}` });
  }
  if (value['path'] !== path) throw usageError('PUSH_RECORD_PATH', { file, of: String(value['path']), path });
  const { pushed } = value;
  if (!Array.isArray(pushed)) throw usageError('PUSH_RECORD', { file, why: 'it has no list "pushed"' });
  const secrets = pushed.map((one) => pushedSecret(one));
  if (secrets.includes(undefined)) throw usageError('PUSH_RECORD', { file, why: 'an entry of "pushed" is incomplete' });
  return { file, path, pushed: secrets as readonly PushedSecret[] };
}

/** Writes it, sorted, so that it can be read and compared. */
export function printRecord({ path, pushed }: PushRecord): string {
  const sorted = [...pushed]
    .sort((a, b) => (`${a.namespace}/${a.name}` < `${b.namespace}/${b.name}` ? -1 : 1))
    .map((secret) => ({
      ...secret,
      stores: secret.stores.map((store) => ({ ...store, keys: [...store.keys].sort(byKey) })),
    }));
  return `${JSON.stringify({ apiVersion, kind, path, pushed: sorted }, null, 2)}\n`;
}

function idOf({ key, property = '', within = '' }: PushedKey): string {
  return JSON.stringify([key, property, within]);
}

function byKey(a: PushedKey, b: PushedKey): number {
  return idOf(a) < idOf(b) ? -1 : 1;
}

type Held = Readonly<Record<string, unknown>>;

function parsed(text: string, file: string): Held {
  try {
    return Object(JSON.parse(text)) as Held;
  } catch {
    throw usageError('PUSH_RECORD', { file, why: 'it is no JSON' });
  }
}

function pushedSecret(value: unknown): PushedSecret | undefined {
  const { namespace, name, deletionPolicy, fromCluster, stores } = Object(value) as Held;
  if (typeof namespace !== 'string' || typeof name !== 'string' || !Array.isArray(stores)) return undefined;
  if (deletionPolicy !== 'Delete' && deletionPolicy !== 'None') return undefined;
  const read = stores.map((store) => pushedStore(store));
  if (read.includes(undefined)) return undefined;
  return {
    ...{ namespace, name, deletionPolicy, stores: read as readonly PushedStore[] },
    ...(fromCluster === true ? { fromCluster } : {}),
  };
}

function pushedStore(value: unknown): PushedStore | undefined {
  const { kind: storeKind, name, keys } = Object(value) as Held;
  if (storeKind !== 'SecretStore' && storeKind !== 'ClusterSecretStore') return undefined;
  if (typeof name !== 'string' || !Array.isArray(keys)) return undefined;
  const read = keys.map((key) => pushedKey(key));
  return read.includes(undefined) ? undefined : { kind: storeKind, name, keys: read as readonly PushedKey[] };
}

function pushedKey(value: unknown): PushedKey | undefined {
  const { key, property, within } = Object(value) as Held;
  if (typeof key !== 'string' || [property, within].some((one) => one !== undefined && typeof one !== 'string')) {
    return undefined;
  }
  return {
    key,
    ...(typeof property === 'string' ? { property } : {}),
    ...(typeof within === 'string' ? { within } : {}),
  };
}
