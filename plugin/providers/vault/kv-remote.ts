import { type Bytes, bufferOf, bytesOf } from '../../go/byte-string.ts';
import { JsonNumber, type JsonValue, marshalJson } from '../../go/json.ts';
import { Sensitive } from '../../model/sensitive.ts';
import type { KvConnection } from './kv-connection.ts';
import { ownMetadataPath } from './kv-mount.ts';
import { readKvSecret } from './kv-secret.ts';
import { memberOf, objectIn, type VaultObject, vaultObject } from './vault-answer.ts';

/** A secret as it stands before a push. */
export interface RemoteSecret {
  /** `undefined` where there is none, or its latest version is deleted. */
  readonly data: VaultObject | undefined;
  readonly custom: VaultObject;
  /** The latest version's number; 0 where there never was one. */
  readonly version: number;
}

/** What is at the server, each secret read once; what is written here is known without asking. */
export interface KvRemote {
  read(key: string): Promise<RemoteSecret>;
  /** The data as text, as reading gives them. */
  text(key: string): Promise<Sensitive | undefined>;
  wrote(key: string, secret: RemoteSecret): void;
  forget(key: string): void;
}

/** Makes the memory of one writer. */
export function kvRemote(connection: KvConnection): KvRemote {
  const known = new Map<string, Promise<RemoteSecret>>();
  const read = (key: string): Promise<RemoteSecret> => {
    let secret = known.get(key);
    if (secret === undefined) {
      secret = readRemote(connection, key);
      secret.catch(() => known.delete(key));
      known.set(key, secret);
    }
    return secret;
  };
  return {
    read,
    async text(key) {
      const { data } = await read(key);
      return data === undefined ? undefined : new Sensitive(bufferOf(marshalJson(data)));
    },
    wrote: (key, secret) => void known.set(key, Promise.resolve(secret)),
    forget: (key) => void known.delete(key),
  };
}

async function readRemote(connection: KvConnection, key: string): Promise<RemoteSecret> {
  const none: VaultObject = new Map<Bytes, JsonValue>();
  const secret = await readKvSecret(connection, key);
  if (secret === undefined) return { data: undefined, custom: none, version: 0 };
  const { data, metadata } = secret;
  if (connection.mount.version === 'v1') {
    return { data, custom: objectIn(data, 'custom_metadata') ?? none, version: 0 };
  }
  const number = memberOf(metadata, 'version');
  const version = number instanceof JsonNumber ? Number(number.text) : 0;
  // A version's own metadata hold the secret's custom ones, but for servers that are older than that.
  const tells = metadata?.has(bytesOf('custom_metadata')) === true;
  const custom = tells ? objectIn(metadata, 'custom_metadata') : await customMetadata(connection, key);
  return { data, custom: custom ?? none, version };
}

async function customMetadata({ session, mount }: KvConnection, key: string): Promise<VaultObject | undefined> {
  const path = ownMetadataPath(mount, key);
  const facts = { call: `read "${path}"`, needs: `"read" on "${path}"` };
  const answer = await session.call({ method: 'GET', path }, facts);
  return objectIn(objectIn(vaultObject(answer, { ...facts, host: session.host }), 'data'), 'custom_metadata');
}
