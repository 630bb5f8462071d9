import type { AccessToken } from '../access-token.ts';
import type { ProviderContext } from '../provider.ts';
import { tokenRequest } from '../token-request.ts';
import { cloudPlatform } from './cloud-platform.ts';
import type { ExternalAccount } from './external-account.ts';
import { googleUrl } from './google-url.ts';
import { impersonate } from './impersonate.ts';
import { oauthToken } from './oauth-token.ts';

/**
 * Exchanges a token of somebody else for one of Google Cloud, and takes the place of a service account where one is named.
 *
 * @remarks
 * RFC 8693; golang.org/x/oauth2 `google/externalaccount`. Ours, because google-auth-library sends this request past the
 * connection it is given, so that neither proxies nor address rules would hold.
 */
export async function exchangeToken(
  account: ExternalAccount,
  subjectToken: string,
  context: ProviderContext,
): Promise<AccessToken> {
  const { clientId, clientSecret, userProject, impersonationUrl, lifetimeSeconds = 3600 } = account;
  const call = 'the exchange of the federated token';
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64');
  const answer = await tokenRequest(
    {
      url: googleUrl(account.tokenUrl, 'ESR_GCP_TOKEN_ENDPOINT', context),
      ...(clientId === '' ? {} : { headers: { authorization: `Basic ${basic}` } }),
      body: new URLSearchParams({
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        audience: account.audience,
        subject_token_type: account.subjectTokenType,
        subject_token: subjectToken,
        scope: cloudPlatform,
        ...(userProject === '' || clientId !== '' ? {} : { options: JSON.stringify({ userProject }) }),
      }),
      call,
      hint: 'see whether the audience names the provider of the workload identity pool, and the pool trusts this issuer',
    },
    context,
  );
  const token = oauthToken(answer, { call, host: new URL(account.tokenUrl).host }, context);
  if (impersonationUrl === '') return token;
  return await impersonate({ url: impersonationUrl, lifetimeSeconds }, token, context);
}
