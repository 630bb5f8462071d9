import { storeError } from '../../errors/store.ts';
import { Sensitive } from '../../model/sensitive.ts';
import { type AccountSelector, accountReference } from '../account-reference.ts';
import { headerCredential } from '../header-credential.ts';
import { keyReference } from '../key-reference.ts';
import type { ProviderContext, ServiceAccountReference, StoreInfo } from '../provider.ts';
import { tokenRequest } from '../token-request.ts';
import { openTokenSource } from '../token-source.ts';
import type { DopplerFields } from './doppler-fields.ts';

type Oidc = NonNullable<DopplerFields['auth']['oidcConfig']>;

/**
 * Signs in: with a token of a Secret, or with one that Doppler gives for a token of a ServiceAccount.
 *
 * @param base - The address of Doppler.
 * @returns Gives the token for the next request.
 */
export async function signIn(
  { auth }: DopplerFields,
  base: string,
  info: StoreInfo,
  context: ProviderContext,
): Promise<() => Promise<string>> {
  const { oidcConfig, secretRef } = auth;
  if (secretRef !== undefined || oidcConfig === undefined) {
    const place = info.place('auth.secretRef.dopplerToken');
    const reference = keyReference(secretRef?.dopplerToken, info, place, 'dopplerToken');
    const token = await headerCredential(reference, 'the token', context);
    return () => Promise.resolve(token);
  }
  const source = await openTokenSource(() => exchange(oidcConfig, base, info, context), context.now);
  return async () => (await source()).token.reveal().toString('utf8');
}

/** ESO: `providers/v1/doppler/auth_oidc.go`, `ExchangeToken`. */
async function exchange(
  { identity, serviceAccountRef, expirationSeconds }: Oidc,
  base: string,
  info: StoreInfo,
  context: ProviderContext,
) {
  const reference = accountFor(serviceAccountRef, base, info);
  const own = await context.serviceAccountToken({
    ...reference,
    ...(expirationSeconds === undefined ? {} : { expirationSeconds }),
  });
  const call = `the token of identity ${identity}`;
  const body = { identity, token: own.reveal().toString('utf8') };
  const answer = await tokenRequest({ url: `${base}/v3/auth/oidc`, body, call }, context);
  const { success, token, expires_at: expires } = answer;
  if (success !== true || typeof token !== 'string') {
    throw storeError('STORE_CREDENTIALS', { call, status: 'success is not true' });
  }
  context.conceal(token);
  const expiresAt = typeof expires === 'string' ? Date.parse(expires) : Number.NaN;
  return { token: new Sensitive(token), ...(Number.isNaN(expiresAt) ? {} : { expiresAt }) };
}

/** The token is bound to Doppler, and to this very store. */
function accountFor(selector: AccountSelector, base: string, info: StoreInfo): ServiceAccountReference {
  const own =
    info.kind === 'ClusterSecretStore'
      ? `clusterSecretStore:${info.name}`
      : `secretStore:${info.namespace ?? info.usedFrom}:${info.name}`;
  const further = (selector.audiences ?? []).filter((audience) => audience !== base);
  const reference = accountReference(selector, info, info.place('auth.oidcConfig.serviceAccountRef'));
  return { ...reference, audiences: [base, ...further, own] };
}
