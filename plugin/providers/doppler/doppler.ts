import { connectionError } from '../../errors/connection.ts';
import { faultIn } from '../../errors/fault-in.ts';
import { storeError } from '../../errors/store.ts';
import { bytesOf } from '../../go/byte-string.ts';
import { Sensitive } from '../../model/sensitive.ts';
import { nameMatcher } from '../name-matcher.ts';
import { extractRaw, pathOnly } from '../property.ts';
import type {
  Answer,
  Client,
  Find,
  HttpAnswer,
  Match,
  Provider,
  ProviderContext,
  RemoteRef,
  StoreInfo,
} from '../provider.ts';
import { restCall } from '../rest-call.ts';
import { restObject } from '../rest-object.ts';
import { storeIdentity } from '../store-identity.ts';
import type { DopplerFields } from './doppler-fields.ts';
import { namesAtOnce } from './names-at-once.ts';
import { signIn } from './sign-in.ts';
import { validateDoppler } from './validate-doppler.ts';

/** Doppler: https://docs.doppler.com/reference/secrets-download. ESO: `providers/v1/doppler`. */
export const provider: Provider = {
  capabilities: 'ReadOnly',
  validate: validateDoppler,
  open(spec, info) {
    const fields = spec as unknown as DopplerFields;
    return {
      // A ServiceAccount's token is bound to the store's name.
      identity: JSON.stringify([storeIdentity(spec, info, ['auth']), fields.auth.oidcConfig && info.name]),
      // Neither versions nor properties are looked at.
      ref: ({ key }) => ({ key }),
      select: (value) => ({ kind: 'value', value }),
      extract: (value, { key }) => extractRaw(value, { key }, pathOnly),
      connect: async (context) => await connect(fields, info, context),
    };
  },
};

/** What a find with a format gives. */
const fileName = 'DOPPLER_SECRETS_FILE';

/** Downloads secrets; those of these names, or all. */
type Download = (parameters: Readonly<Record<string, string>>, accept?: string) => Promise<HttpAnswer>;

const call = 'GET configs/config/secrets/download';

async function connect(fields: DopplerFields, info: StoreInfo, context: ProviderContext): Promise<Client> {
  const base = baseUrl(context.env('DOPPLER_BASE_URL') ?? '');
  const token = await signIn(fields, base, info, context);
  const get = async (path: string, about: string, accept = 'application/json'): Promise<HttpAnswer> => {
    const authorization = `Basic ${Buffer.from(`${await token()}:`, 'latin1').toString('base64')}`;
    const headers = { accept, authorization, 'user-agent': 'external-secrets-render' };
    const needs = 'the project and the config to exist, and the right to read it';
    return await restCall({ url: `${base}${path}`, headers, call: about, needs }, context);
  };
  const { project, config } = fields;
  const download: Download = async (parameters, accept) => {
    const query = new URLSearchParams({
      ...(project ? { project } : {}),
      ...(config ? { config } : {}),
      ...parameters,
    });
    return await get(`/v3/configs/config/secrets/download?${query}`, call, accept);
  };
  return {
    batch: namesAtOnce,
    read: async (refs) => await read(refs, download, base),
    find: async (query) => await find(query, fields, download, base),
    check: async () => void (await get('/v3/projects', 'GET projects')),
  };
}

/** As the operator's client: a scheme may be left out. */
function baseUrl(written: string): string {
  const bare = (written || 'https://api.doppler.com').replace(/\/$/, '');
  return bare.includes('://') ? bare : `https://${bare}`;
}

async function read(refs: readonly RemoteRef[], download: Download, base: string): Promise<readonly Answer[]> {
  try {
    const answer = await download({ secrets: refs.map(({ key }) => key).join(',') });
    const secrets = restObject(answer, { url: base, call });
    return refs.map(({ key }) => answerOf(secrets, key));
  } catch (thrown) {
    const error = faultIn(thrown);
    if (error === undefined) throw thrown;
    // One name that Doppler cannot take would spoil the others.
    if (error.code !== 'STORE_REFUSED' || refs.length === 1) return refs.map(() => ({ kind: 'failed', error }));
    return (await Promise.all(refs.map((ref) => read([ref], download, base)))).flat();
  }
}

function answerOf(secrets: Readonly<Record<string, unknown>>, key: string): Answer {
  const value = Object.hasOwn(secrets, key) ? secrets[key] : undefined;
  if (typeof value === 'string') return { kind: 'value', value: new Sensitive(value) };
  return { kind: 'failed', error: connectionError('REMOTE_ABSENT', { what: 'secret', key }) };
}

/** All secrets, those whose names match, or those whose names begin with the path; tags are not looked at. */
async function find(
  { name, path = '' }: Find,
  { format = '', nameTransformer = '' }: DopplerFields,
  download: Download,
  base: string,
): Promise<readonly Match[]> {
  const matches = nameMatcher(name);
  const parameters = {
    ...(nameTransformer === '' ? {} : { name_transformer: nameTransformer }),
    ...(format === '' ? {} : { format }),
  };
  const answer = await download(parameters, format === '' || format === 'json' ? undefined : 'text/plain');
  const found: readonly (readonly [string, Buffer | string])[] =
    format === '' ? textsOf(answer, base) : [[fileName, answer.body]];
  return found
    .filter(([key]) => matches(key) && key.startsWith(path))
    .map(([key, value]) => ({ name: key, value: new Sensitive(value) }));
}

function textsOf(answer: HttpAnswer, base: string): readonly (readonly [string, string])[] {
  const entries = Object.entries(restObject(answer, { url: base, call }));
  const texts = entries.flatMap(([key, value]) => (typeof value === 'string' ? [[key, value] as const] : []));
  if (texts.length !== entries.length) throw storeError('STORE_ANSWER', { call, host: new URL(base).host });
  return texts.sort(([a], [b]) => (bytesOf(a) < bytesOf(b) ? -1 : 1));
}
