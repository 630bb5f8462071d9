import { bitwardenError } from '../../errors/bitwarden.ts';
import { connectionError } from '../../errors/connection.ts';
import type { EsrError } from '../../errors/esr-error.ts';
import type { JsonObject } from '../../model/document.ts';
import { Sensitive } from '../../model/sensitive.ts';
import { answersEach } from '../answers-each.ts';
import { headerCredential } from '../header-credential.ts';
import { keyReference } from '../key-reference.ts';
import type { Answer, Client, Provider, ProviderContext, StoreInfo } from '../provider.ts';
import { referenceFaults } from '../reference-faults.ts';
import { storeCa } from '../store-ca.ts';
import { storeIdentity } from '../store-identity.ts';
import { type BitwardenApi, bitwardenApi, type ListedSecret } from './bitwarden-api.ts';
import type { BitwardenFields } from './bitwarden-fields.ts';
import { extractMembers } from './extract-members.ts';
import { isBitwardenId } from './is-bitwarden-id.ts';

/** Bitwarden Secrets Manager, through a bitwarden-sdk-server. ESO: `providers/v1/bitwarden`. */
export const provider: Provider = {
  capabilities: 'ReadOnly',
  validate,
  open(spec, info) {
    return {
      identity: storeIdentity(spec, info, ['auth', 'caProvider']),
      // Neither versions nor properties are looked at.
      ref: ({ key }) => ({ key }),
      select: (value) => ({ kind: 'value', value }),
      extract: extractMembers,
      connect: async (context) => await connect(spec as unknown as BitwardenFields, info, context),
    };
  },
};

function validate(spec: JsonObject, info: StoreInfo): readonly EsrError[] {
  const { bitwardenServerSDKURL: server = '' } = spec as unknown as BitwardenFields;
  const place = info.place('bitwardenServerSDKURL');
  return [
    ...referenceFaults(spec, info, ['auth', 'caProvider']),
    ...(server === '' ? [bitwardenError('BITWARDEN_SERVER', {}, place)] : []),
    ...(server === '' || /^https:\/\//i.test(server) ? [] : [bitwardenError('BITWARDEN_PLAIN', {}, place)]),
  ];
}

async function connect(fields: BitwardenFields, info: StoreInfo, context: ProviderContext): Promise<Client> {
  const place = info.place('auth.secretRef.credentials');
  const { caBundle, caProvider } = fields;
  const [token, ca] = await Promise.all([
    headerCredential(keyReference(fields.auth.secretRef.credentials, info, place), 'the access token', context),
    // This one stands as text in the document, where others hold bytes.
    storeCa(
      {
        ...(caBundle ? { caBundle: Buffer.from(caBundle).toString('base64') } : {}),
        ...(caProvider === undefined ? {} : { caProvider }),
      },
      info,
      context,
    ),
  ]);
  const api = bitwardenApi(fields, { token, ca }, context);
  let listed: Promise<readonly ListedSecret[]> | undefined;
  const list = () => {
    listed ??= api.list();
    return listed;
  };
  return {
    batch: 1, // the server gives a value by its id
    read: answersEach(async ({ key }) => {
      if (!isBitwardenId(key)) return await readByName(key, fields.projectID, list, api);
      return { kind: 'value', value: new Sensitive((await api.secret(key)).value) };
    }),
    // Whatever is asked for: all secrets of the organisation, by their ids.
    find: async () => (await list()).map(({ id }) => ({ name: id, ref: { key: id }, essential: true })),
    check: async () => void (await list()),
  };
}

/** Names are not unique: of those called so there has to be one in the store's project. */
async function readByName(
  key: string,
  project: string,
  list: () => Promise<readonly ListedSecret[]>,
  api: BitwardenApi,
): Promise<Answer> {
  const called = (await list()).filter((secret) => secret.key === key);
  const all = await Promise.all(called.map(({ id }) => api.secret(id)));
  const [found, second] = all.filter((secret) => secret.project === project);
  if (found === undefined) {
    return { kind: 'failed', error: connectionError('REMOTE_ABSENT', { what: 'secret', key }) };
  }
  if (second !== undefined) return { kind: 'failed', error: bitwardenError('BITWARDEN_SEVERAL', { key, project }) };
  return { kind: 'value', value: new Sensitive(found.value) };
}
