import type { RemoteRef } from '../../model/remote.ts';
import type { AccessOf, Right } from '../access.ts';
import { countCalls } from '../count-calls.ts';

/** The built-in role that may read one object, by the first part of a key. */
const roles: ReadonlyMap<string, { readonly role: string; readonly folder: string; readonly call: string }> = new Map([
  ['secret', { role: 'Key Vault Secrets User', folder: 'secrets', call: 'GetSecret' }],
  ['cert', { role: 'Key Vault Certificate User', folder: 'certificates', call: 'GetCertificate' }],
  ['key', { role: 'Key Vault Crypto User', folder: 'keys', call: 'GetKey' }],
]);

/** What reading from Key Vault takes: one call an object, and one list a find. */
export const access: AccessOf = (spec, { reads, finds }) => {
  const vault = String(spec['vaultUrl'] ?? '').replace(/\/+$/, '');
  const objects = reads.map(objectOf);
  const rights: Right[] = [
    ...objects.map(({ role, folder, name }) => ({ action: role, resource: `${vault}/${folder}/${name}` })),
    ...(finds.length === 0 ? [] : [{ action: 'Key Vault Secrets User', resource: vault }]),
  ];
  return {
    calls: countCalls([
      ...objects.map(({ call }) => ({ name: call, count: 1 })),
      { name: 'ListSecrets', count: finds.length, atLeast: true },
      { name: 'GetSecret', count: finds.length, atLeast: true },
    ]),
    rights,
  };
};

function objectOf({ key }: RemoteRef) {
  const [first = '', second] = key.split('/');
  const kind = second === undefined ? roles.get('secret') : roles.get(first);
  const { role, folder, call } = kind ?? { role: 'Key Vault Secrets User', folder: 'secrets', call: 'GetSecret' };
  return { role, folder, call, name: second ?? first };
}
