import type { AccessToken } from '../access-token.ts';
import type { ProviderContext } from '../provider.ts';
import { tokenRequest } from '../token-request.ts';
import { cloudPlatform } from './cloud-platform.ts';
import { googleUrl } from './google-url.ts';
import { oauthToken } from './oauth-token.ts';

/** Which service account is meant. */
export interface Impersonation {
  /** The `generateAccessToken` URL of the account. */
  readonly url: string;
  readonly lifetimeSeconds?: number;
  readonly delegates?: readonly string[];
}

/** The URL that gives tokens of a service account. */
export function impersonationUrl(email: string, universe = 'googleapis.com'): string {
  // An annotation is somebody's text: it must lead to no other path.
  const account = encodeURIComponent(email).replace('%40', '@');
  return `https://iamcredentials.${universe}/v1/projects/-/serviceAccounts/${account}:generateAccessToken`;
}

/**
 * Takes the place of a service account, with the token of somebody who may.
 *
 * @remarks https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/generateAccessToken
 */
export async function impersonate(
  { url, lifetimeSeconds, delegates = [] }: Impersonation,
  base: AccessToken,
  context: ProviderContext,
): Promise<AccessToken> {
  const call = `a token of service account ${decodeURIComponent(/serviceAccounts\/([^:/]+)/.exec(url)?.[1] ?? 'at IAM')}`;
  const answer = await tokenRequest(
    {
      url: googleUrl(url, 'ESR_GCP_TOKEN_ENDPOINT', context),
      headers: { authorization: `Bearer ${base.token.reveal().toString()}` },
      body: {
        scope: [cloudPlatform],
        ...(lifetimeSeconds === undefined ? {} : { lifetime: `${lifetimeSeconds}s` }),
        ...(delegates.length === 0 ? {} : { delegates }),
      },
      call,
      hint: 'the identity that signs in needs roles/iam.workloadIdentityUser or roles/iam.serviceAccountTokenCreator on the service account',
    },
    context,
  );
  return oauthToken(answer, { call, host: new URL(url).host }, context);
}
