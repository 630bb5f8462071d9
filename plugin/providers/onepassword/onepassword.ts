import { connectionError } from '../../errors/connection.ts';
import type { EsrError } from '../../errors/esr-error.ts';
import { onepasswordError } from '../../errors/onepassword.ts';
import type { JsonObject } from '../../model/document.ts';
import { headerCredential } from '../header-credential.ts';
import { keyReference, type SecretSelector } from '../key-reference.ts';
import type { Client, EntryRef, Provider, ProviderContext, RemoteRef, StoreInfo } from '../provider.ts';
import { referenceFaults } from '../reference-faults.ts';
import { storeIdentity } from '../store-identity.ts';
import { choosePart, chooseParts } from './choose-part.ts';
import { connectApi } from './connect-api.ts';
import { connectReader } from './connect-reader.ts';
import { findParts } from './find-parts.ts';
import { vaultOrder } from './vault-order.ts';

/** `spec.provider.onepassword`, as written. */
interface OnepasswordFields {
  readonly connectHost: string;
  /** Names or ids of vaults with their order. */
  readonly vaults: Readonly<Record<string, number>>;
  readonly auth: { readonly secretRef: { readonly connectTokenSecretRef: SecretSelector } };
}

/** 1Password through a Connect server. ESO: `providers/v1/onepassword`. */
export const provider: Provider = {
  capabilities: 'ReadOnly',
  validate,
  open(spec, info) {
    return {
      identity: storeIdentity(spec, info, ['auth']),
      ref,
      select: choosePart,
      extract: chooseParts,
      connect: async (context) => await connect(spec as unknown as OnepasswordFields, info, context),
    };
  },
};

/** Whether a part is a field or a file is known only once the item is there. */
function ref({ key, property, version }: EntryRef): RemoteRef {
  if (version) throw connectionError('VERSION_UNSUPPORTED', { provider: '1Password' });
  return property ? { key, part: property } : { key };
}

function validate(spec: JsonObject, info: StoreInfo): readonly EsrError[] {
  const { vaults, auth } = spec as unknown as OnepasswordFields;
  const field = 'auth.secretRef.connectTokenSecretRef';
  const { name, key } = auth.secretRef.connectTokenSecretRef;
  const why = vaultsFault(vaults);
  return [
    ...referenceFaults(spec, info, ['auth'], () => true),
    ...(name && key ? [] : [connectionError('STORE_FIELD', { field, needs: 'a name and a key' }, info.place(field))]),
    ...(why === undefined ? [] : [onepasswordError('ONEPASSWORD_VAULTS', { why }, info.place('vaults'))]),
  ];
}

function vaultsFault(vaults: unknown): string | undefined {
  if (typeof vaults !== 'object' || vaults === null || Array.isArray(vaults)) return 'is no map of names to numbers';
  const numbers = Object.values(vaults as Readonly<Record<string, unknown>>);
  if (numbers.length === 0) return 'names no vault';
  if (!numbers.every((number) => Number.isInteger(number))) return 'holds something that is no whole number';
  return new Set(numbers).size === numbers.length ? undefined : 'gives one number to two vaults';
}

async function connect(
  { auth, connectHost, vaults }: OnepasswordFields,
  info: StoreInfo,
  context: ProviderContext,
): Promise<Client> {
  const place = info.place('auth.secretRef.connectTokenSecretRef');
  const reference = keyReference(auth.secretRef.connectTokenSecretRef, info, place);
  const token = await headerCredential(reference, 'the Connect token', context);
  const api = connectApi({ host: connectHost, token }, context);
  const order = vaultOrder(vaults);
  return {
    batch: 1, // an item is asked for by its title
    read: connectReader(api, order),
    find: (query) => findParts(api, order, query),
    check: async () => void (await Promise.all(order.map((name) => api.vault(name)))),
  };
}
