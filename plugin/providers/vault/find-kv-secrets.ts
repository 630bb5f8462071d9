import { vaultError } from '../../errors/vault.ts';
import { bytesOf } from '../../go/byte-string.ts';
import { inLanes } from '../in-lanes.ts';
import { nameMatcher } from '../name-matcher.ts';
import type { Find, Match } from '../provider.ts';
import type { KvConnection } from './kv-connection.ts';
import { readKvMetadata } from './kv-metadata.ts';
import { listedKey, metadataKey } from './kv-mount.ts';
import { listKvFolder } from './list-kv-folder.ts';

/**
 * Lists the secrets below a folder whose path matches, or whose metadata do.
 *
 * @remarks
 * With a name the tags are not looked at. Paths are told from the mount on, `find.path` included, with its slashes as they
 * are written. Where nothing is asked for everything matches; the operator reads all metadata for that, we do not.
 * ESO: `providers/v1/vault/client_get_all_secrets.go`.
 * @throws ManifestError `FIND_MISSING` where a folder is not there, before which nothing is told.
 */
export async function findKvSecrets(connection: KvConnection, { path, name, tags }: Find): Promise<readonly Match[]> {
  const { mount } = connection;
  if (mount.version === 'v1' && tags !== undefined) throw vaultError('VAULT_KV1', { what: 'find by tags' });
  const matches = nameMatcher(name);
  const names = await list(connection, path === undefined ? '' : `${path}/`);
  const wanted = name === undefined ? await tagged(connection, names, tags ?? {}) : names.filter(matches);
  return wanted.map((found) => ({ name: found, ref: { key: listedKey(mount, found) } }));
}

/** Level by level, a few folders at a time. */
async function list(connection: KvConnection, top: string): Promise<readonly string[]> {
  const secrets: string[] = [];
  let folders: readonly string[] = [top];
  while (folders.length > 0) {
    const found = (await inLanes(folders, (folder) => listKvFolder(connection, folder))).flat();
    secrets.push(...found.filter((name) => !name.endsWith('/')));
    folders = found.filter((name) => name.endsWith('/'));
  }
  return secrets;
}

async function tagged(
  connection: KvConnection,
  names: readonly string[],
  tags: NonNullable<Find['tags']>,
): Promise<readonly string[]> {
  const wanted = Object.entries(tags);
  if (wanted.length === 0) return names;
  const fits = await inLanes(names, async (name) => {
    const fields = await readKvMetadata(connection, metadataKey(connection.mount, name));
    return fields !== undefined && wanted.every(([tag, value]) => fields.get(bytesOf(tag)) === bytesOf(value));
  });
  return names.filter((_name, index) => fits[index]);
}
