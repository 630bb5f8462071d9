import { storeError } from '../../errors/store.ts';
import { Sensitive } from '../../model/sensitive.ts';
import type { AccessToken } from '../access-token.ts';
import type { ProviderContext } from '../provider.ts';
import { tokenRequest } from '../token-request.ts';
import type { AzureAuth } from './azure-auth.ts';

/** An application of Entra ID, and how it proves itself. */
export interface AzureClient {
  readonly tenantId: string;
  readonly clientId: string;
  /** A secret, or what makes an assertion for the token endpoint. */
  readonly proof: { readonly secret: Sensitive } | { readonly assertion: (audience: string) => string };
}

/**
 * Asks for a token by client credentials: one request, without a library.
 *
 * @remarks
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 * `ESR_AZURE_AUTHORITY_HOST` sends it to another login host; only a trusted store sees that.
 */
export async function clientToken(
  auth: AzureAuth,
  { tenantId, clientId, proof }: AzureClient,
  scope: string,
  context: ProviderContext,
): Promise<AccessToken> {
  const base = `${authorityOf(auth, context)}/${encodeURIComponent(tenantId)}`;
  // Active Directory Federation Services, of Azure Stack, know no versions.
  const url = tenantId === 'adfs' ? `${base}/oauth2/token` : `${base}/oauth2/v2.0/token`;
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, scope });
  if ('secret' in proof) form.set('client_secret', proof.secret.reveal().toString('utf8'));
  else {
    form.set('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
    form.set('client_assertion', proof.assertion(url));
  }
  const call = `a token of application ${clientId}`;
  const { access_token: token, expires_in: seconds } = await tokenRequest({ url, body: form, call }, context);
  if (typeof token !== 'string' || token === '') throw storeError('STORE_ANSWER', { call, host: new URL(url).host });
  context.conceal(token);
  const expiresAt = context.now() + Number(seconds) * 1000;
  return { token: new Sensitive(token), ...(Number.isFinite(expiresAt) ? { expiresAt } : {}) };
}

/** The login host without a final slash. */
export function authorityOf({ authority }: AzureAuth, { env }: Pick<ProviderContext, 'env'>): string {
  return (env('ESR_AZURE_AUTHORITY_HOST') || authority).replace(/\/+$/, '');
}
