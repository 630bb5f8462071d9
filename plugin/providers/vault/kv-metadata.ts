import type { Bytes } from '../../go/byte-string.ts';
import { bytesOf } from '../../go/byte-string.ts';
import { byteValue } from '../../go/byte-value.ts';
import type { KvConnection } from './kv-connection.ts';
import { metadataPath } from './kv-mount.ts';
import { memberOf, objectIn, type VaultObject, vaultObject } from './vault-answer.ts';

const ownFields = ['created_time', 'current_version', 'delete_version_after'];

/**
 * Reads the metadata of a secret: Vault's own fields, and the custom ones over them.
 *
 * @remarks A custom entry that is called like one of Vault's hides it, as in the operator.
 * @param key - As `metadataKey` gives it.
 * @returns `undefined` where there is no such secret.
 */
export async function readKvMetadata(
  { session, mount }: KvConnection,
  key: string,
): Promise<ReadonlyMap<Bytes, Bytes> | undefined> {
  const path = metadataPath(mount, key);
  const facts = { call: `read "${path}"`, needs: `"read" on "${path}"` };
  const answer = await session.call({ method: 'GET', path }, facts);
  const data = objectIn(vaultObject(answer, { ...facts, host: session.host }), 'data');
  return data === undefined ? undefined : fieldsOf(data);
}

function fieldsOf(data: VaultObject): ReadonlyMap<Bytes, Bytes> {
  const fields = new Map<Bytes, Bytes>();
  for (const name of ownFields) {
    const value = memberOf(data, name);
    if (value !== undefined) fields.set(bytesOf(name), byteValue(value));
  }
  for (const [name, value] of objectIn(data, 'custom_metadata') ?? []) fields.set(name, byteValue(value));
  return fields;
}
