import { connectionError } from '../../errors/connection.ts';
import { faultIn } from '../../errors/fault-in.ts';
import { manifestError } from '../../errors/manifest.ts';
import { vaultError } from '../../errors/vault.ts';
import { bufferOf } from '../../go/byte-string.ts';
import { marshalJson } from '../../go/json.ts';
import type { JsonObject } from '../../model/document.ts';
import { Sensitive } from '../../model/sensitive.ts';
import { nameMatcher } from '../name-matcher.ts';
import type { Answer, EntryRef, Find, Match, Provider, RemoteRef, StoreInfo } from '../provider.ts';
import { referenceFaults } from '../reference-faults.ts';
import { storeIdentity } from '../store-identity.ts';
import { checkSession } from './check-session.ts';
import type { KvConnection } from './kv-connection.ts';
import { type KvMount, openBaoKey } from './kv-mount.ts';
import { readKvSecret } from './kv-secret.ts';
import { listKvFolder } from './list-kv-folder.ts';
import { extractTyped, selectTyped } from './typed-value.ts';
import { readVaultIdentity, type VaultFields } from './vault-identity.ts';
import { openVaultSession } from './vault-session.ts';

// OpenBao's key-value engine: https://openbao.org/api-docs/secret/kv/
// ESO: providers/v1/openbao. Stricter than the vault provider: no paths, nothing cut off keys, nothing missing.

/** OpenBao, as a kind of store of its own. */
export const provider: Provider = {
  capabilities: 'ReadOnly',
  validate: validateOpenBao,
  open(spec, info) {
    const mount = mountOf(spec);
    return {
      identity: storeIdentity(spec, info),
      ref: (entry) => refOf(mount, entry),
      select: (value, entry) => selectTyped(value, entry, false),
      extract: (value, entry) => extractTyped(value, entry, false),
      async connect(context) {
        const session = await openVaultSession(readVaultIdentity(spec, info, 'OpenBao'), context);
        const connection = { session, mount };
        return {
          batch: 1,
          read: async (refs) => await Promise.all(refs.map((ref) => read(connection, ref))),
          find: (query) => find(connection, query),
          check: () => checkSession(session),
          close: () => session.close(),
        };
      },
    };
  },
};

function validateOpenBao(spec: JsonObject, info: StoreInfo) {
  const both = spec['caBundle'] !== undefined && spec['caProvider'] !== undefined;
  return [...referenceFaults(spec, info), ...(both ? [connectionError('CA_TWICE', {}, info.place('caProvider'))] : [])];
}

function mountOf(spec: JsonObject): KvMount {
  const { path, version = 'v2' } = spec as unknown as VaultFields;
  return { path: path || 'kv', version };
}

/** metadataPolicy is not looked at. */
function refOf({ version: engine }: KvMount, { key, version = '' }: EntryRef): RemoteRef {
  const ref = { key: openBaoKey(key) };
  if (version === '') return ref;
  if (engine === 'v1') throw vaultError('VAULT_KV1', { what: 'a version of a secret' });
  if (!/^[+-]?\d+$/.test(version)) throw vaultError('VAULT_VERSION', { version });
  return Number(version) === 0 ? ref : { ...ref, version: String(Number(version)) };
}

/** What is not there is an error whatever the deletion policy; a deleted version is the text `null`. */
async function read(connection: KvConnection, { key, version }: RemoteRef): Promise<Answer> {
  try {
    const secret = await readKvSecret(connection, key, version);
    if (secret === undefined) throw manifestError('REMOTE_NOT_FOUND', { what: 'secret', key });
    return { kind: 'value', value: new Sensitive(bufferOf(marshalJson(secret.data ?? null))) };
  } catch (thrown) {
    const error = faultIn(thrown);
    if (error === undefined) throw thrown;
    return { kind: 'failed', error };
  }
}

/**
 * One level of a folder, by name; the names are told without the folder.
 *
 * @remarks
 * The operator reads what it listed without the folder, so that a path finds nothing, and fails over sub-folders. What it
 * means to do is done here.
 */
async function find(connection: KvConnection, { path, name, tags }: Find): Promise<readonly Match[]> {
  if (tags !== undefined) throw connectionError('FIND_TAGS', { provider: 'openBao' });
  if (name === undefined) throw manifestError('FIND_NAME', { provider: 'openBao' });
  const matches = nameMatcher(name);
  const folder = path === undefined || path === '' ? '' : `${path.replace(/\/+$/, '')}/`;
  const names = await list(connection, folder);
  return names
    .map((full) => full.slice(folder.length))
    .filter((bare) => !bare.endsWith('/') && matches(bare))
    .map((bare) => ({ name: bare, ref: { key: openBaoKey(`${folder}${bare}`) } }));
}

async function list(connection: KvConnection, folder: string): Promise<readonly string[]> {
  try {
    return await listKvFolder(connection, folder);
  } catch (thrown) {
    const error = faultIn(thrown);
    if (error?.code !== 'FIND_MISSING') throw thrown;
    throw manifestError('REMOTE_NOT_FOUND', { what: 'folder', key: folder });
  }
}
