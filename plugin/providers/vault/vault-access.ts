import type { Find, RemoteRef } from '../../model/remote.ts';
import type { Access, AccessOf } from '../access.ts';
import { countCalls } from '../count-calls.ts';
import { dataPath, folderPath, type KvMount, metadataPath } from './kv-mount.ts';
import type { VaultFields } from './vault-identity.ts';

/** What reading from Vault or OpenBao takes: one sign-in, one read a secret, one list a folder. */
export const access: AccessOf = (spec, { reads, finds }) => {
  const { path, version = 'v2', auth } = spec as unknown as VaultFields;
  const mount: KvMount = { path: path === '' ? undefined : path, version };
  const searches = finds.map((find) => findAccess(mount, find));
  const isToken = auth === undefined || Object.hasOwn(auth, 'tokenSecretRef');
  return {
    signIn: isToken
      ? []
      : [
          { name: 'login', count: 1 },
          { name: 'revoke', count: 1 },
        ],
    calls: countCalls([{ name: 'read', count: reads.length }, ...searches.flatMap(({ calls }) => calls)]),
    rights: [
      ...reads.map((ref) => ({ action: 'read', resource: pathOf(mount, ref) })),
      ...searches.flatMap(({ rights }) => rights),
    ],
  };
};

function pathOf(mount: KvMount, { key, metadataPolicy }: RemoteRef): string {
  return metadataPolicy === 'Fetch' ? metadataPath(mount, key) : dataPath(mount, key);
}

function findAccess(mount: KvMount, { path, name, tags }: Find): Access {
  const folder = folderPath(mount, path === undefined ? '' : `${path}/`);
  const below = `${folder}/*`;
  const values = mount.version === 'v2' ? below.replace(/(^|\/)metadata(?=\/)/, '$1data') : below;
  const readsMetadata = name === undefined && Object.keys(tags ?? {}).length > 0;
  return {
    calls: [
      { name: 'list', count: 1, atLeast: true },
      { name: 'read', count: 1, atLeast: true },
    ],
    rights: [
      { action: 'list', resource: folder },
      { action: 'list', resource: below },
      { action: 'read', resource: values },
      ...(readsMetadata ? [{ action: 'read', resource: below }] : []),
    ],
  };
}
