import { storeError } from '../../errors/store.ts';
import type { JsonObject } from '../../model/document.ts';
import { Sensitive } from '../../model/sensitive.ts';
import type { AccessToken } from '../access-token.ts';
import type { ProviderContext } from '../provider.ts';

/**
 * Reads the answer of a token service: `access_token` and `expires_in`, or `accessToken` and `expireTime` of IAM credentials.
 *
 * @throws StoreError `STORE_ANSWER` where it holds no token.
 */
export function oauthToken(
  answer: JsonObject,
  asked: { readonly call: string; readonly host: string },
  context: Pick<ProviderContext, 'now' | 'conceal'>,
): AccessToken {
  const { access_token: own, accessToken, expires_in: seconds, expireTime } = answer;
  const token = own ?? accessToken;
  if (typeof token !== 'string' || token === '') throw storeError('STORE_ANSWER', asked);
  context.conceal(token);
  const inMs = Number(seconds) * 1000;
  const expiresAt = typeof expireTime === 'string' ? Date.parse(expireTime) : context.now() + inMs;
  return { token: new Sensitive(token), ...(Number.isFinite(expiresAt) ? { expiresAt } : {}) };
}
