import { generatorError } from '../errors/generator.ts';
import { throwAll } from '../errors/map-all.ts';
import type { Json, JsonObject } from '../model/document.ts';
import { Sensitive } from '../model/sensitive.ts';
import { headerCredential } from '../providers/header-credential.ts';
import type { SecretSelector } from '../providers/key-reference.ts';
import { type CaFields, storeCa } from '../providers/store-ca.ts';
import { askService, notUnderstood, type ServiceRequest } from './ask-service.ts';
import type { Generator, GeneratorContext, GeneratorInfo } from './generator.ts';
import { secretReference } from './secret-reference.ts';
import { warnOfNamespace } from './warn-of-namespace.ts';

// BeyondtrustWorkloadCredentialsDynamicSecret: https://docs.beyondtrust.com/bt-docs/docs/secrets-api
// ESO: generators/v1/beyondtrustworkloadcredentials/beyondtrustworkloadcredentials.go.

interface Fields {
  readonly provider: CaFields & {
    readonly auth: { readonly apikey: { readonly token: SecretSelector } };
    readonly server: { readonly apiUrl: string; readonly siteId: string };
    /** The folder, and behind its last slash the name. */
    readonly folderPath?: string;
  };
}

/** The version of the API whose answers are read here; the service takes no request without one. */
const apiVersion = '2026-04-28';

/** Temporary credentials that BeyondTrust makes of a definition, leased until they expire. */
export const generator: Generator = {
  random: false,
  async generate(spec, info, context) {
    const { provider } = spec as unknown as Fields;
    checkFields(provider, info);
    const request = await requestOf(provider, info, context);
    const answer = await askService(request, context);
    const secret = Object(answer['secret']) as JsonObject;
    const text = (name: string) => textOf(secret[name], request);
    const sessionToken = text('sessionToken');
    const values = {
      accessKeyId: text('accessKeyId'),
      secretAccessKey: text('secretAccessKey'),
      leaseId: text('leaseId'),
      expiration: text('expiration'),
      ...(sessionToken === '' ? {} : { sessionToken }),
    };
    // The operator writes empty keys.
    if (values.accessKeyId === '' || values.secretAccessKey === '') throw notUnderstood(request);
    if (values.expiration === '') warnOfNoEnd(info, context);
    return new Map(Object.entries(values).map(([key, value]) => [key, new Sensitive(value)]));
  },
};

/** What the operator checks beyond the schema. ESO: `providers/v1/beyondtrustworkloadcredentials/provider.go`. */
function checkFields({ server, folderPath = '' }: Fields['provider'], info: GeneratorInfo): void {
  const version4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
  const { name } = partsOf(folderPath);
  const checks: readonly (readonly [field: string, holds: boolean, needs: string])[] = [
    ['server.apiUrl', isBase(server.apiUrl), 'an https URL without a query'],
    ['server.siteId', version4.test(server.siteId), 'a UUID of version 4'],
    ['folderPath', name !== '' && name !== '.' && name !== '..', 'the name of a dynamic secret behind its last slash'],
  ];
  const wrong = checks.filter(([, holds]) => !holds);
  throwAll(
    wrong.map(([path, , needs]) => {
      const field = `provider.${path}`;
      return generatorError('GENERATOR_FIELD', { field, needs }, info.place(field));
    }),
  );
}

function isBase(url: string): boolean {
  return /^https:\/\/[^/?#]+[^?#]*$/i.test(url) && URL.canParse(url);
}

function partsOf(folderPath: string): { readonly folder: string; readonly name: string } {
  const slash = folderPath.lastIndexOf('/');
  return { folder: folderPath.slice(0, Math.max(slash, 0)), name: folderPath.slice(slash + 1) };
}

async function requestOf(
  provider: Fields['provider'],
  info: GeneratorInfo,
  context: GeneratorContext,
): Promise<ServiceRequest> {
  const { auth, server, caProvider, folderPath = '' } = provider;
  const reference = secretReference(auth.apikey.token, 'provider.auth.apikey.token', info, context);
  warnOfNamespace(caProvider, 'provider.caProvider', info, context);
  const { namespace } = info;
  const place = (field: string) => info.place(`provider.${field}`);
  const owner = { kind: 'SecretStore', namespace, usedFrom: namespace, place } as const;
  const [token, ca] = await Promise.all([
    headerCredential(reference, 'the API token', context),
    storeCa(provider, owner, context),
  ]);
  const { folder, name } = partsOf(folderPath);
  const query = folder === '' ? '' : `?folder=${encodeURIComponent(folder)}`;
  const base = `${server.apiUrl.replace(/\/+$/, '')}/${server.siteId}/secrets`;
  return {
    url: `${base}/dynamic/${encodeURIComponent(name)}/generate${query}`,
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'bt-secrets-api-version': apiVersion,
      'content-type': 'application/json',
    },
    call: `credentials of dynamic secret ${folderPath}`,
    needs: `a dynamic secret "${name}" in folder "${folder || '/'}", and a token that may generate from it`,
    expects: [200, 201],
    ...(ca === undefined ? {} : { ca }),
  };
}

/** As the operator reads a text: one that is absent or null is empty. */
function textOf(value: Json | undefined, request: ServiceRequest): string {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '';
  throw notUnderstood(request);
}

/** Nobody revokes a lease, in the operator either: one without an end stays. */
function warnOfNoEnd({ kind, name, place }: GeneratorInfo, { warn }: GeneratorContext): void {
  warn({
    code: 'GENERATOR_KEEPS_TOKENS',
    says: `${kind} "${name}" made credentials without an expiration, and the next render makes others`,
    hint: 'give the dynamic secret a lifetime in BeyondTrust, and revoke the leases that are no longer used',
    place: place('provider.folderPath'),
  });
}
