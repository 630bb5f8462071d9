import { DefaultAzureCredential, ManagedIdentityCredential } from '@azure/identity';
import type { EsrError } from '../../errors/esr-error.ts';
import { HttpFault } from '../../errors/http-fault.ts';
import { policyError } from '../../errors/policy.ts';
import { storeError } from '../../errors/store.ts';
import { Sensitive } from '../../model/sensitive.ts';
import type { AccessToken } from '../access-token.ts';
import type { ProviderContext } from '../provider.ts';
import type { AzureAuth } from './azure-auth.ts';
import { authorityOf } from './client-token.ts';
import { contextClient } from './context-client.ts';
import { silenceSdk } from './silence-sdk.ts';

/** What of a credential of the SDK is used. */
interface SdkCredential {
  getToken(
    scope: string,
    options: { readonly abortSignal: AbortSignal },
  ): Promise<{ readonly token: string; readonly expiresOnTimestamp: number }>;
}

/** The managed identity of the machine or pod: the SDK knows the endpoints of every kind of host. */
export async function managedIdentityToken(
  auth: AzureAuth,
  scope: string,
  context: ProviderContext,
): Promise<AccessToken> {
  const options = optionsOf(auth, context);
  const { identityId } = auth;
  const credential = new ManagedIdentityCredential({ ...options, ...identityOf(identityId) });
  return await tokenOf(credential, { auth, scope }, context);
}

/** Which identity of several is meant: a resource id is a path. */
function identityOf(id = ''): { readonly resourceId?: string; readonly clientId?: string } {
  if (id === '') return {};
  return id.includes('/') ? { resourceId: id } : { clientId: id };
}

/** Whoever this process is: the SDK's default chain. */
export async function processToken(auth: AzureAuth, scope: string, context: ProviderContext): Promise<AccessToken> {
  const options = optionsOf(auth, context);
  const { identityId, tenantId } = auth;
  const credential = new DefaultAzureCredential({
    ...options,
    ...(identityId ? { managedIdentityClientId: identityId } : {}),
    ...(tenantId ? { tenantId } : {}),
  });
  return await tokenOf(credential, { auth, scope }, context);
}

function optionsOf(auth: AzureAuth, context: ProviderContext) {
  if (!context.ambient) throw policyError('AMBIENT_REFUSED', { of: 'Azure' }, auth.place);
  silenceSdk();
  const authorityHost = authorityOf(auth, context);
  return {
    httpClient: contextClient(context),
    retryOptions: { maxRetries: 0 },
    // One request less, and none to a host that the store does not name.
    disableInstanceDiscovery: true,
    ...(authorityHost === '' ? {} : { authorityHost }),
  };
}

interface Asked {
  readonly auth: AzureAuth;
  readonly scope: string;
}

async function tokenOf(
  credential: SdkCredential,
  { auth, scope }: Asked,
  context: ProviderContext,
): Promise<AccessToken> {
  try {
    const given = await context.retry(() => credential.getToken(scope, { abortSignal: context.signal }));
    context.conceal(given.token);
    return { token: new Sensitive(given.token), expiresAt: given.expiresOnTimestamp };
  } catch (thrown) {
    throw inOurWords(thrown, auth);
  }
}

/** The SDK's own words list what each of a dozen places said; its names and statuses are enough. */
function inOurWords(thrown: unknown, { method, place }: AzureAuth): EsrError {
  const { name, statusCode, errorResponse } = thrown as {
    readonly name?: string;
    readonly statusCode?: number;
    readonly errorResponse?: { readonly error?: string };
  };
  if (name === 'AuthenticationError' && statusCode !== undefined) {
    const word = /^[A-Za-z_]{1,60}$/.test(errorResponse?.error ?? '') ? ` ${errorResponse?.error}` : '';
    const facts = { call: 'a token of Azure', status: `${statusCode}${word}` };
    return storeError('STORE_CREDENTIALS', facts, place, { cause: new HttpFault(statusCode) });
  }
  const hint =
    method === 'ManagedIdentity'
      ? 'this machine has no managed identity that answers; with authType: WorkloadIdentity or ServicePrincipal it needs none'
      : 'looked where DefaultAzureCredential does: the environment, workload identity, managed identity, the Azure command lines';
  return storeError('STORE_NO_CREDENTIALS', { of: 'Azure', hint }, place);
}
