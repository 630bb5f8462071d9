import { connectionError } from '../../errors/connection.ts';
import { vaultError } from '../../errors/vault.ts';
import { type Bytes, textOf } from '../../go/byte-string.ts';
import type { KvConnection } from './kv-connection.ts';
import { folderPath } from './kv-mount.ts';
import { memberOf, objectIn, vaultObject } from './vault-answer.ts';

/**
 * Lists one folder.
 *
 * @param folder - Empty for the mount, else with a slash at its end.
 * @returns The names in it with the folder before them; folders end in a slash.
 * @throws ManifestError `FIND_MISSING` where there is no such folder.
 */
export async function listKvFolder({ session, mount }: KvConnection, folder: string): Promise<readonly string[]> {
  const path = folderPath(mount, folder);
  const facts = { call: `list "${path}"`, needs: `"list" on "${path}/"` };
  const answer = await session.call({ method: 'LIST', path }, facts);
  const object = vaultObject(answer, { ...facts, host: session.host });
  if (object === undefined) throw connectionError('FIND_MISSING', { what: `folder "${path}"` });
  const keys = memberOf(objectIn(object, 'data'), 'keys');
  if (!Array.isArray(keys)) throw vaultError('VAULT_NO_KEYS', { path });
  return keys.filter((key) => typeof key === 'string').map((key) => `${folder}${textOf(key as Bytes)}`);
}
