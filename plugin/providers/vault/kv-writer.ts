import { manifestError } from '../../errors/manifest.ts';
import { vaultError } from '../../errors/vault.ts';
import { type Bytes, bytesOf } from '../../go/byte-string.ts';
import { JsonNumber, type JsonValue, marshalJson } from '../../go/json.ts';
import type { EntryRef, PushEntry, Writer } from '../provider.ts';
import type { KvConnection } from './kv-connection.ts';
import { dataPath, kvKey, ownMetadataPath } from './kv-mount.ts';
import { type KvRemote, kvRemote, type RemoteSecret } from './kv-remote.ts';
import { pushedObject, pushedText } from './pushed-value.ts';
import { selectTyped } from './typed-value.ts';
import { objectIn, type VaultObject } from './vault-answer.ts';
import type { VaultFields } from './vault-identity.ts';

const manager = bytesOf('managed-by');
const managed = bytesOf('external-secrets');
/** Where the first version of the engine keeps its mark: beside the values. */
const custom = bytesOf('custom_metadata');

interface Writing extends KvConnection {
  readonly remote: KvRemote;
  readonly checksAndSets: boolean;
}

/**
 * Writes to the key-value engine.
 *
 * @remarks
 * ESO: `PushSecret`, `DeleteSecret`, `SecretExists`, `providers/v1/vault/client_push.go`. Custom metadata
 * that others have set stay, and numbers do not make equal data differ.
 */
export function kvWriter(connection: KvConnection, { checkAndSet }: VaultFields): Writer {
  const remote = kvRemote(connection);
  const writing = { ...connection, remote, checksAndSets: checkAndSet?.required === true };
  const keyOf = ({ key }: EntryRef) => kvKey(connection.mount, key);
  return {
    async exists(ref) {
      const value = await remote.text(keyOf(ref));
      return value !== undefined && selectTyped(value, ref, true).kind === 'value';
    },
    current: (ref) => remote.text(keyOf(ref)),
    async check(entry) {
      const key = keyOf(entry.ref);
      const before = await remote.read(key);
      const data = pushed(entry, key, before, connection);
      return before.data === undefined ? 'create' : isEqual(data, before.data) ? 'none' : 'update';
    },
    async push(entry) {
      const key = keyOf(entry.ref);
      const before = await remote.read(key);
      const data = pushed(entry, key, before, connection);
      if (before.data !== undefined && isEqual(data, before.data)) return;
      await write(key, data, before, writing);
    },
    delete: async (ref) => await remove(ref, keyOf(ref), writing),
  };
}

/** What the secret will hold. Throws what is wrong with that. */
function pushed(entry: PushEntry, key: string, before: RemoteSecret, { mount }: KvConnection): VaultObject {
  if (before.data !== undefined && !isManaged(before)) throw manifestError('PUSH_NOT_MANAGED', { what: 'secret', key });
  const { property } = entry.ref;
  const data = property
    ? withProperty(before.data ?? new Map(), key, property, pushedText(entry))
    : pushedObject(entry, key);
  if (mount.version === 'v2') return data;
  // Where the operator puts its mark over the value, without a word.
  if (typeof data.get(custom) === 'string') {
    const why = 'the first version of the engine keeps the mark of external-secrets in "custom_metadata"';
    throw manifestError('PUSH_UNFIT', { key, why });
  }
  return new Map([...data, [custom, new Map([...before.custom, [manager, managed]])]]);
}

function withProperty(data: VaultObject, key: string, property: string, value: Bytes): VaultObject {
  const name = bytesOf(property);
  const old = data.get(name);
  if (old !== undefined && typeof old !== 'string') {
    throw manifestError('PUSH_PROPERTY', { key, property, why: 'what it holds is no text' });
  }
  return new Map([...data, [name, value]]);
}

function isManaged({ custom: fields }: RemoteSecret): boolean {
  return fields.get(manager) === managed;
}

async function write(key: string, data: VaultObject, before: RemoteSecret, writing: Writing): Promise<void> {
  const { session, mount, remote, checksAndSets } = writing;
  const path = dataPath(mount, key);
  const facts = { call: `write "${path}"`, needs: `"create" and "update" on "${path}"` };
  remote.forget(key);
  if (mount.version === 'v1') {
    await session.call({ method: 'PUT', path, body: marshalJson(data, plain) }, facts).then(found(path));
    remote.wrote(key, { data, custom: objectIn(data, 'custom_metadata') ?? before.custom, version: 0 });
    return;
  }
  const fields = new Map([...before.custom, [manager, managed]]);
  if (!isManaged(before)) await writeMetadata(key, fields, writing);
  const options: [Bytes, JsonValue][] = checksAndSets
    ? [[bytesOf('options'), new Map([[bytesOf('cas'), BigInt(before.version)]])]]
    : [];
  const body = marshalJson(new Map<Bytes, JsonValue>([[bytesOf('data'), data], ...options]), plain);
  const answer = await session.call({ method: 'PUT', path, body }, facts, checksAndSets ? [400] : []);
  if (answer.status === 400) throw vaultError('VAULT_CHECK_AND_SET', { key });
  found(path)(answer);
  remote.wrote(key, { data, custom: fields, version: before.version + 1 });
}

async function writeMetadata(key: string, fields: VaultObject, { session, mount }: Writing): Promise<void> {
  const path = ownMetadataPath(mount, key);
  const facts = { call: `write "${path}"`, needs: `"create" and "update" on "${path}"` };
  const body = marshalJson(new Map([[custom, fields]]), plain);
  await session.call({ method: 'PUT', path, body }, facts).then(found(path));
}

/** Whoever reads it back decodes it: nothing needs to be escaped for HTML. */
const plain = { escapeHtml: false } as const;

/** For a write 404 is no answer: there is no such mount. */
function found(path: string): (answer: { readonly status: number }) => void {
  return ({ status }) => {
    if (status === 404) throw manifestError('REMOTE_NOT_FOUND', { what: 'mount for', key: path });
  };
}

/** What is not there, or not ours, is left alone without a word. */
async function remove({ property }: EntryRef, key: string, writing: Writing): Promise<void> {
  const { session, mount, remote } = writing;
  const before = await remote.read(key);
  if (before.data === undefined || !isManaged(before)) return;
  if (property) {
    const name = bytesOf(property);
    if (!before.data.has(name)) return;
    const rest = new Map([...before.data].filter(([one]) => one !== name));
    const isHollow = [...rest.keys()].every((one) => mount.version === 'v1' && one === custom);
    if (!isHollow) {
      await write(key, rest, before, writing);
      return;
    }
  }
  remote.forget(key);
  const data = dataPath(mount, key);
  const paths = mount.version === 'v1' ? [data] : [data, ownMetadataPath(mount, key)];
  for (const path of paths) {
    await session.call({ method: 'DELETE', path }, { call: `delete "${path}"`, needs: `"delete" on "${path}"` });
  }
}

/** Numbers are equal by value: the server spells them anew. */
function isEqual(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a instanceof JsonNumber && b instanceof JsonNumber) return a.text === b.text || Number(a.text) === Number(b.text);
  if (a instanceof Map && b instanceof Map) {
    return a.size === b.size && [...a].every(([key, value]) => b.has(key) && isEqual(value, b.get(key) as JsonValue));
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((one, index) => isEqual(one as JsonValue, b[index] as JsonValue));
  }
  return a === b;
}
