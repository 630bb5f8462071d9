import type { TokenCredential } from '@azure/core-auth';
import { createHttpHeaders, type HttpClient } from '@azure/core-rest-pipeline';
import type { ProviderContext } from '../provider.ts';
import type { TokenSource } from '../token-source.ts';
import { AzureRefusal } from './azure-refusal.ts';
import { contextClient } from './context-client.ts';
import { silenceSdk } from './silence-sdk.ts';

/** What every client of one vault shares. */
export interface VaultConnection {
  readonly url: string;
  readonly host: string;
  readonly credential: TokenCredential;
  /** The SDK tries once and asks nobody where to sign in; `context.retry` tries again, each request by itself. */
  readonly options: {
    readonly httpClient: HttpClient;
    readonly retryOptions: { readonly maxRetries: 0 };
    readonly disableChallengeResourceVerification: true;
  };
}

/**
 * Connects the SDK's clients to the run's own HTTP and to a token that we have.
 *
 * @remarks
 * The SDK sends its first request without a token, to be told where to get one. That is known: it is answered here, so that
 * no vault can send us elsewhere, and each client saves a round trip. The SDK has a token that never runs out, and ours takes
 * its place as a request leaves: it would renew one in the background, after the run has ended.
 */
export function vaultConnection(
  { url, resource }: { readonly url: string; readonly resource: string },
  token: TokenSource,
  context: ProviderContext,
): VaultConnection {
  silenceSdk();
  const client = contextClient(context);
  const challenge = `Bearer authorization="https://login.microsoftonline.com/common", resource="${resource}"`;
  return {
    url,
    host: new URL(url).host,
    credential: { getToken: () => Promise.resolve({ token: 'ours', expiresOnTimestamp: Number.MAX_SAFE_INTEGER }) },
    options: {
      httpClient: {
        async sendRequest(request) {
          if (request.headers.get('authorization') === undefined) {
            return {
              request,
              status: 401,
              headers: createHttpHeaders({ 'www-authenticate': challenge }),
              bodyAsText: '',
            };
          }
          const { token: bearer } = await token();
          request.headers.set('authorization', `Bearer ${bearer.reveal().toString()}`);
          return await context.retry(async () => {
            const answer = await client.sendRequest(request);
            if (answer.status < 400) return answer;
            const { status, headers, bodyAsText } = answer;
            throw new AzureRefusal({ status, headers: headers.toJSON(), body: Buffer.from(bodyAsText ?? '') });
          });
        },
      },
      retryOptions: { maxRetries: 0 },
      disableChallengeResourceVerification: true,
    },
  };
}
