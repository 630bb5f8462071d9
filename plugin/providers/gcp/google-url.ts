import type { ProviderContext } from '../provider.ts';

/**
 * A URL of Google Cloud, moved to the origin that an environment variable names: a private gateway, or a test.
 *
 * @remarks
 * `ESR_GCP_ENDPOINT` moves Secret Manager, `ESR_GCP_TOKEN_ENDPOINT` the token services (STS, IAM credentials, OAuth). Only a
 * trusted store sees them: `context.env` shows them to nobody else.
 */
export function googleUrl(
  url: string,
  variable: 'ESR_GCP_ENDPOINT' | 'ESR_GCP_TOKEN_ENDPOINT',
  { env }: Pick<ProviderContext, 'env'>,
): string {
  const origin = env(variable);
  return origin ? `${origin.replace(/\/+$/, '')}${url.replace(/^https:\/\/[^/]+/, '')}` : url;
}
