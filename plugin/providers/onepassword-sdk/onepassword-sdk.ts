import { connectionError } from '../../errors/connection.ts';
import type { EsrError } from '../../errors/esr-error.ts';
import { onepasswordError } from '../../errors/onepassword.ts';
import type { JsonObject } from '../../model/document.ts';
import { headerCredential } from '../header-credential.ts';
import { keyReference } from '../key-reference.ts';
import { chooseParts } from '../onepassword/choose-part.ts';
import { extractRaw, pathOnly } from '../property.ts';
import type { Client, EntryRef, Provider, ProviderContext, RemoteRef, StoreInfo } from '../provider.ts';
import { referenceFaults } from '../reference-faults.ts';
import { storeIdentity } from '../store-identity.ts';
import { environmentClient } from './environment-client.ts';
import { itemPart } from './item-part.ts';
import type { OnepasswordSdkFields } from './onepassword-sdk-fields.ts';
import { openSdk } from './open-sdk.ts';
import { referencesAtOnce } from './references-at-once.ts';
import { sdkFind } from './sdk-find.ts';
import { sdkReader } from './sdk-reader.ts';
import { sdkVault } from './sdk-vault.ts';

/** 1Password with a service account, through its SDK. ESO: `providers/v1/onepasswordsdk`. */
export const provider: Provider = {
  capabilities: 'ReadOnly',
  validate,
  open(spec, info) {
    const fields = spec as unknown as OnepasswordSdkFields;
    return {
      identity: storeIdentity(spec, info, ['auth']),
      ref: (entry, use) => refOf(entry, use === 'extract' && !fields.environment),
      // The key names the field: a property is not looked at.
      select: (value) => ({ kind: 'value', value }),
      extract: (value, { key }) => (fields.environment ? extractRaw(value, { key }, pathOnly) : chooseParts(value)),
      connect: async (context) => await connect(fields, info, context),
    };
  },
};

/** A value is a reference to a field, and what is extracted from an item. */
function refOf({ key, property = '', version }: EntryRef, isItem: boolean): RemoteRef {
  if (version) throw connectionError('VERSION_UNSUPPORTED', { provider: '1Password' });
  return isItem ? { key, part: `${itemPart}${property}` } : { key };
}

function validate(spec: JsonObject, info: StoreInfo): readonly EsrError[] {
  const { vault, environment, auth } = spec as unknown as OnepasswordSdkFields;
  const field = 'auth.serviceAccountSecretRef';
  const { name, key } = auth.serviceAccountSecretRef;
  return [
    ...referenceFaults(spec, info, ['auth'], () => true),
    ...(name && key ? [] : [connectionError('STORE_FIELD', { field, needs: 'a name and a key' }, info.place(field))]),
    ...(Boolean(vault) === Boolean(environment)
      ? [onepasswordError('ONEPASSWORD_SCOPE', {}, info.place('vault'))]
      : []),
  ];
}

async function connect(
  { auth, integrationInfo = {}, vault: name = '', environment = '' }: OnepasswordSdkFields,
  info: StoreInfo,
  context: ProviderContext,
): Promise<Client> {
  const reference = keyReference(auth.serviceAccountSecretRef, info, info.place('auth.serviceAccountSecretRef'));
  const found = await context.secretKey(reference);
  const once = { ...context, secretKey: () => Promise.resolve(found) };
  const token = await headerCredential(reference, 'the token of the service account', once);
  const { name: by = '1Password SDK', version = 'v1.0.0' } = integrationInfo;
  // The token names the server.
  const ask = await openSdk({ token, name: by, version }, context.boundBy?.(found) ?? context);
  if (environment !== '') return environmentClient(environment, ask);
  const vault = sdkVault(name, ask);
  return {
    batch: referencesAtOnce,
    read: sdkReader(name, vault, ask),
    find: (query) => sdkFind(vault, query),
    check: async () => void (await vault.id()),
  };
}
