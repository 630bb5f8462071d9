import { vaultError } from '../../errors/vault.ts';

/**
 * Where a store's secrets are: which mount, and which version of the key-value engine.
 *
 * @remarks ESO: `providers/v1/vault/client_get.go`, `buildPath` and `buildMetadataPath`.
 */
export interface KvMount {
  /** As written; without one the first segment of each key is the mount. */
  readonly path: string | undefined;
  readonly version: 'v1' | 'v2';
}

/**
 * The key as it is read: below the mount, or the whole path below `/v1/` where the store names no mount.
 *
 * @remarks
 * The mount may stand before a key, and `data/` after it. A secret in a folder that is called like the mount can only be
 * reached by naming the mount twice, as in the operator.
 */
export function kvKey({ path, version }: KvMount, key: string): string {
  checkKey(key);
  if (path === undefined) {
    if (version === 'v1' || key.includes('/data/')) return tidy(key);
    const [mount = '', ...rest] = key.split('/');
    return tidy([mount, 'data', ...rest].join('/'));
  }
  if (!key.startsWith(`${path}/`)) return tidy(key);
  const below = key.slice(path.length + 1);
  return tidy(version === 'v2' && below.startsWith('data/') ? below.slice('data/'.length) : below);
}

/** The key of what a find listed: below the mount already, so that nothing is cut off, even where a folder is called like it. */
export function listedKey(mount: KvMount, name: string): string {
  return mount.path === undefined ? kvKey(mount, name) : tidy(name);
}

/** The key as the openBao provider reads it: nothing is cut off. */
export function openBaoKey(key: string): string {
  checkKey(key);
  return tidy(key);
}

/** The path of a value, below `/v1/`. */
export function dataPath({ path, version }: KvMount, key: string): string {
  if (path === undefined) return key;
  return tidy(version === 'v2' ? `${path}/data/${key}` : `${path}/${key}`);
}

/** The key as its metadata are read: nothing is cut off it. */
export function metadataKey({ path, version }: KvMount, key: string): string {
  if (version === 'v1') throw vaultError('VAULT_KV1', { what: 'metadataPolicy: Fetch' });
  checkKey(key);
  if (path !== undefined) return tidy(key);
  if (!key.includes('data')) throw vaultError('VAULT_PATH', { what: 'metadataPolicy: Fetch', why: dataInPath });
  return tidy(key.replace('/data/', '/metadata/'));
}

/** The path of metadata, below `/v1/`, for a key of `metadataKey`. */
export function metadataPath({ path }: KvMount, key: string): string {
  return path === undefined ? key : tidy(`${path}/metadata/${key}`);
}

/** The path of the metadata that belong to a value, below `/v1/`, for a key of `kvKey`. */
export function ownMetadataPath(mount: KvMount, key: string): string {
  return metadataPath(mount, mount.path === undefined ? key.replace('/data/', '/metadata/') : key);
}

/** The path that lists a folder, below `/v1/`. @param folder - Empty for the mount itself, else with a slash at its end. */
export function folderPath({ path, version }: KvMount, folder: string): string {
  checkKey(folder);
  if (path !== undefined) return tidy(version === 'v2' ? `${path}/metadata/${folder}` : `${path}/${folder}`);
  if (version === 'v1') throw vaultError('VAULT_PATH', { what: 'find', why: 'the mount' });
  if (!folder.includes('data')) throw vaultError('VAULT_PATH', { what: 'find', why: dataInPath });
  return tidy(folder.replace('/data/', '/metadata/'));
}

const dataInPath = 'a path with "data" in it, where the store names no mount';

/** Go's client would walk up: out of the mount that the store is confined to. */
function checkKey(key: string): void {
  if (key.split('/').includes('..')) throw vaultError('VAULT_KEY', { key });
}

/** As Go's `path.Join` leaves it. */
function tidy(path: string): string {
  return path
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .join('/');
}
