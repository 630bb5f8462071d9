import { connectionError } from '../../errors/connection.ts';
import type { EsrError } from '../../errors/esr-error.ts';
import { infisicalError } from '../../errors/infisical.ts';
import { manifestError } from '../../errors/manifest.ts';
import { bufferOf, bytesFromBuffer, bytesOf } from '../../go/byte-string.ts';
import { gjson } from '../../go/gjson.ts';
import type { JsonObject } from '../../model/document.ts';
import { Sensitive } from '../../model/sensitive.ts';
import { answersEach } from '../answers-each.ts';
import { nameMatcher } from '../name-matcher.ts';
import { extractRaw, pathOnly } from '../property.ts';
import type { Client, EntryRef, Find, Match, Provider, ProviderContext, Selected, StoreInfo } from '../provider.ts';
import { referenceFaults } from '../reference-faults.ts';
import { storeCa } from '../store-ca.ts';
import { storeIdentity } from '../store-identity.ts';
import { addressOf } from './address-of.ts';
import { authMethods } from './auth/registry.ts';
import { type InfisicalApi, infisicalApi } from './infisical-api.ts';
import type { InfisicalFields } from './infisical-fields.ts';
import { logIn } from './log-in.ts';

/** Infisical. ESO: `providers/v1/infisical`. */
export const provider: Provider = {
  capabilities: 'ReadOnly',
  validate,
  open(spec, info) {
    return {
      identity: storeIdentity(spec, info, ['auth', 'caProvider']),
      ref: ({ key }) => ({ key }),
      select,
      extract(value, entry) {
        const selected = select(value, entry);
        return selected.kind === 'value' ? extractRaw(selected.value, { key: entry.key }, pathOnly) : selected;
      },
      connect: async (context) => await connect(spec as unknown as InfisicalFields, info, context),
    };
  },
};

/** A part that is no text is there, and empty: the operator takes the text of what it finds and nothing else. */
function select(value: Sensitive, { property }: EntryRef): Selected {
  if (!property) return { kind: 'value', value };
  const found = gjson(bytesFromBuffer(value.reveal()), bytesOf(property));
  if (!found.exists) return { kind: 'failed', error: manifestError('PROPERTY_MISSING', { property }) };
  return { kind: 'value', value: new Sensitive(found.type === 'String' ? bufferOf(found.text) : '') };
}

function validate(spec: JsonObject, info: StoreInfo): readonly EsrError[] {
  const { auth, secretsScope } = spec as unknown as InfisicalFields;
  const missing = (['projectSlug', 'environmentSlug'] as const).filter((name) => !secretsScope[name]);
  const methods = authMethods.map(([name]) => name);
  return [
    ...referenceFaults(spec, info, ['auth', 'caProvider']),
    ...(methods.some((name) => auth[name] !== undefined)
      ? []
      : [infisicalError('INFISICAL_AUTH', { methods }, info.place('auth'))]),
    ...missing.map((name) => {
      const field = `secretsScope.${name}`;
      return connectionError('STORE_FIELD', { field, needs: 'a value' }, info.place(field));
    }),
  ];
}

async function connect(fields: InfisicalFields, info: StoreInfo, context: ProviderContext): Promise<Client> {
  const host = (fields.hostAPI || 'https://app.infisical.com').replace(/\/+$/, '');
  const service = { base: host.endsWith('/api') ? host : `${host}/api`, ca: await storeCa(fields, info, context) };
  const session = await logIn(fields, service, info, context);
  const api = infisicalApi(fields, service, session, context);
  const folder = fields.secretsScope.secretsPath || '/';
  return {
    batch: 1, // a secret is asked for by its name
    read: answersEach(async ({ key }) => {
      const address = addressOf(key, folder);
      const found = await api.secret(address.folder, address.name);
      return found === undefined ? { kind: 'missing' } : { kind: 'value', value: new Sensitive(found.value) };
    }),
    find: (query) => find(api, query),
    check: async () => void (await api.secrets()),
    async close() {
      if (session.isOurs) await api.revoke().catch(() => undefined);
    },
  };
}

/** By name, and by how the folder begins; of a name that several folders have the last counts. */
async function find(api: InfisicalApi, { name, path, tags }: Find): Promise<readonly Match[]> {
  if (tags !== undefined) throw connectionError('FIND_TAGS', { provider: 'infisical' });
  const matches = nameMatcher(name);
  const found = new Map<string, Sensitive>();
  for (const { key, value, path: own } of await api.secrets()) {
    if (matches(key) && own.startsWith(path ?? '')) found.set(key, new Sensitive(value));
  }
  const sorted = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([own, value]) => ({ name: own, value }));
}
