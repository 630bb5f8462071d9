import { allOf } from '../errors/all-of.ts';
import { generatorError } from '../errors/generator.ts';
import { storeError } from '../errors/store.ts';
import { Sensitive } from '../model/sensitive.ts';
import type { AccountSelector } from '../providers/account-reference.ts';
import type { AzureAuth } from '../providers/azure/azure-auth.ts';
import { azureClouds } from '../providers/azure/clouds.ts';
import { azureToken } from '../providers/azure/credentials.ts';
import type { SecretSelector } from '../providers/key-reference.ts';
import type { ProviderContext } from '../providers/provider.ts';
import { tokenRequest } from '../providers/token-request.ts';
import { accountReference } from './account-reference.ts';
import type { Generator, GeneratorInfo } from './generator.ts';
import { secretReference } from './secret-reference.ts';

// ACRAccessToken: https://github.com/Azure/acr/blob/main/docs/AAD-OAuth.md
// ESO: generators/v1/acr/acr.go.

interface Fields {
  readonly registry: string;
  readonly tenantId?: string;
  readonly scope?: string;
  readonly environmentType: string;
  readonly auth: {
    readonly servicePrincipal?: {
      readonly secretRef: { readonly clientId?: SecretSelector; readonly clientSecret?: SecretSelector };
    };
    readonly managedIdentity?: { readonly identityId?: string };
    readonly workloadIdentity?: { readonly serviceAccountRef?: AccountSelector };
  };
}

/** What a token for Azure's management API is asked for, by cloud. go-autorest: `azure/environments.go`, `TokenAudience`. */
const audiences = new Map([
  ['PublicCloud', 'https://management.azure.com/'],
  ['USGovernmentCloud', 'https://management.usgovcloudapi.net/'],
  ['ChinaCloud', 'https://management.chinacloudapi.cn/'],
  ['GermanCloud', 'https://management.microsoftazure.de/'],
]);

/** A login for a registry of Azure: for all that the identity may do, or for what `scope` names. */
export const generator: Generator = {
  random: false,
  async generate(spec, info, context) {
    const fields = spec as unknown as Fields;
    const { registry, scope, tenantId = '' } = fields;
    const [{ auth, tokenScope }] = allOf(
      () => signInOf(fields, info, context),
      () => checkRegistry(registry, info),
    );
    const { token } = await azureToken(auth, tokenScope, trimming(context));
    const exchange = exchangeAt(registry, context);
    const refresh = await exchange('exchange', 'refresh_token', {
      grant_type: 'access_token',
      tenant: tenantId,
      access_token: token.reveal().toString('utf8'),
    });
    const password = scope
      ? await exchange('token', 'access_token', { grant_type: 'refresh_token', scope, refresh_token: refresh })
      : refresh;
    return new Map([
      ['username', new Sensitive('00000000-0000-0000-0000-000000000000')],
      ['password', new Sensitive(password)],
    ]);
  },
};

function checkRegistry(registry: string, info: GeneratorInfo): void {
  if (/^[A-Za-z0-9.-]+(:\d+)?$/.test(registry)) return;
  const needs = 'to be a host name, like NAME.azurecr.io';
  throw generatorError('GENERATOR_FIELD', { field: 'registry', needs }, info.place('registry'));
}

/** Who signs in, and what the token of Entra ID is for. */
interface SignIn {
  readonly auth: AzureAuth;
  readonly tokenScope: string;
}

function signInOf(fields: Fields, info: GeneratorInfo, context: ProviderContext): SignIn {
  const { environmentType, tenantId, auth } = fields;
  const { servicePrincipal, managedIdentity, workloadIdentity } = auth;
  const [{ cloud, audience }] = allOf(
    () => cloudOf(environmentType, info),
    () => checkMethod(auth, info),
  );
  const common = { authority: cloud.authority, isStrict: false, place: info.place('auth') };
  const tokenScope = `${audience}.default`;
  if (servicePrincipal !== undefined) {
    const field = 'auth.servicePrincipal.secretRef';
    const { secretRef } = servicePrincipal;
    const secrets = {
      clientId: secretReference(secretRef.clientId, `${field}.clientId`, info, context),
      clientSecret: secretReference(secretRef.clientSecret, `${field}.clientSecret`, info, context),
    };
    const tenant = tenantId === undefined ? {} : { tenantId };
    return { auth: { ...common, method: 'ServicePrincipal', ...tenant, secrets }, tokenScope };
  }
  if (managedIdentity !== undefined) {
    const { identityId = '' } = managedIdentity;
    const identity = identityId === '' ? {} : { identityId };
    return { auth: { ...common, method: 'ManagedIdentity', ...identity }, tokenScope };
  }
  const { serviceAccountRef } = workloadIdentity ?? {};
  const field = 'auth.workloadIdentity.serviceAccountRef';
  const account =
    serviceAccountRef === undefined ? {} : { account: accountReference(serviceAccountRef, field, info, context) };
  // Client and tenant are the annotations'; the slash twice is the operator's, and becomes part of the token's audience.
  return { auth: { ...common, method: 'WorkloadIdentity', ...account }, tokenScope: `${cloud.management}//.default` };
}

function cloudOf(environmentType: string, info: GeneratorInfo) {
  const cloud = azureClouds.get(environmentType);
  const audience = audiences.get(environmentType);
  if (cloud !== undefined && audience !== undefined) return { cloud, audience };
  const needs = 'a cloud whose login host is known; AzureStackCloud has none here';
  throw generatorError('GENERATOR_FIELD', { field: 'environmentType', needs }, info.place('environmentType'));
}

function checkMethod(auth: Fields['auth'], info: GeneratorInfo): void {
  if (Object.values(auth).some((method) => method !== undefined)) return;
  const needs = 'one of servicePrincipal, managedIdentity and workloadIdentity';
  throw generatorError('GENERATOR_FIELD', { field: 'auth', needs }, info.place('auth'));
}

/** Here, and nowhere else, blanks around a secret are cut off. ESO: generators/v1/acr/acr.go, `secretKeyRef`. */
function trimming(context: ProviderContext): ProviderContext {
  return {
    ...context,
    async secretKey(reference) {
      const text = (await context.secretKey(reference)).reveal().toString('utf8').trim();
      context.conceal(text);
      return new Sensitive(text);
    },
  };
}

/** Trades one token for another at a registry. */
function exchangeAt(registry: string, context: ProviderContext) {
  return async (path: string, member: string, form: Readonly<Record<string, string>>): Promise<string> => {
    const call = `a login for registry ${registry}`;
    const body = new URLSearchParams({ ...form, service: registry });
    const answer = await tokenRequest({ url: `https://${registry}/oauth2/${path}`, body, call }, context);
    const token = answer[member];
    if (typeof token !== 'string') throw storeError('STORE_ANSWER', { call, host: registry });
    context.conceal(token);
    return token;
  };
}
