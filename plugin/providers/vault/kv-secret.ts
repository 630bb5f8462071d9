import { storeError } from '../../errors/store.ts';
import { vaultError } from '../../errors/vault.ts';
import type { JsonValue } from '../../go/json.ts';
import type { KvConnection } from './kv-connection.ts';
import { dataPath } from './kv-mount.ts';
import { memberOf, objectIn, type VaultObject, vaultObject } from './vault-answer.ts';

/** What stands at a path of the engine. */
export interface KvSecret {
  /** `undefined` for nothing, or for a version that is deleted or destroyed. */
  readonly data: VaultObject | undefined;
  /** Of the version, with v2. */
  readonly metadata: VaultObject | undefined;
}

/**
 * Reads a secret.
 *
 * @remarks
 * A mount that does not exist and the other version of the engine look like a secret that is not there: Vault answers 404
 * to all of them. ESO: `readSecret`, `providers/v1/vault/client_get.go`.
 * @param key - As `kvKey` gives it.
 * @returns `undefined` where nothing was ever there.
 */
export async function readKvSecret(
  { session, mount }: KvConnection,
  key: string,
  version?: string,
): Promise<KvSecret | undefined> {
  const path = dataPath(mount, key);
  const facts = { call: `read "${path}"`, needs: `"read" on "${path}"` };
  const query = version === undefined ? {} : { version };
  const answer = await session.call({ method: 'GET', path, query }, facts, version === undefined ? [] : [400]);
  if (answer.status === 400) throw vaultError('VAULT_VERSION', { version: version ?? '' });
  const object = vaultObject(answer, { ...facts, host: session.host });
  if (object === undefined) return undefined;
  if (mount.version === 'v1') {
    const data = objectIn(object, 'data');
    if (data === undefined && answer.status !== 404) {
      throw storeError('STORE_ANSWER', { call: facts.call, host: session.host });
    }
    return data === undefined ? undefined : { data, metadata: undefined };
  }
  const envelope = objectIn(object, 'data');
  const data: JsonValue | undefined = memberOf(envelope, 'data');
  if (data !== null && !(data instanceof Map)) throw vaultError('VAULT_NO_DATA', { path });
  return { data: (data as VaultObject | null) ?? undefined, metadata: objectIn(envelope, 'metadata') };
}
