import { SecretManagerServiceClient } from '@google-cloud/secret-manager';
import { loggingUtils } from 'google-gax';
import type { ProviderContext } from '../provider.ts';
import type { TokenSource } from '../token-source.ts';
import { type GcpCallFacts, gcpFault, isNotFound } from './gcp-fault.ts';
import { GcpRefusal } from './gcp-refusal.ts';
import { googleUrl } from './google-url.ts';

/** One call of the SDK's client. */
export type GcpCall<T> = (
  client: SecretManagerServiceClient,
  once: typeof callOptions,
) => Promise<readonly [T, ...(readonly unknown[])]>;

/** A signed-in client of Secret Manager. */
export interface SecretManager {
  /**
   * Runs one call, again while its fault is a passing one.
   * @returns The first thing that the SDK answers with.
   * @throws EsrError
   */
  call<T>(facts: Omit<GcpCallFacts, 'host'>, work: GcpCall<T>): Promise<T>;
  /** As `call`; `undefined` where Google says that there is no such thing. */
  find<T>(facts: Omit<GcpCallFacts, 'host'>, work: GcpCall<T>): Promise<T | undefined>;
  close(): Promise<void>;
}

/** The SDK tries once, and gives one page: `context.retry` tries again. */
const callOptions = { maxRetries: 0, autoPaginate: false } as const;

/** The host of global secrets, or of a region's. */
export function secretManagerHost(location: string): string {
  return location === '' ? 'secretmanager.googleapis.com' : `secretmanager.${location}.rep.googleapis.com`;
}

/**
 * Opens the SDK's client, sending through the run's own HTTP.
 *
 * @remarks
 * Its REST mode, not gRPC: docs/decisions/0007-google-and-azure-clients.md. What it logs under `GOOGLE_SDK_NODE_LOGGING` holds
 * values, so that it may log nothing.
 */
export function openSecretManager(location: string, token: TokenSource, context: ProviderContext): SecretManager {
  loggingUtils.setBackend(null);
  const host = secretManagerHost(location);
  // What the SDK's REST mode asks of a signed-in client, though its types want all of one.
  const auth = { fetch: sender(token, context), getRequestHeaders: () => Promise.resolve(new Headers()) };
  const options = { fallback: true, apiEndpoint: host, auth } as unknown;
  const client = new SecretManagerServiceClient(options as ConstructorParameters<typeof SecretManagerServiceClient>[0]);
  const run = async <T>(work: GcpCall<T>): Promise<T> => {
    // A sign-in has tries of its own: it must not be tried again by each try of a call.
    await token();
    const [answer] = await context.retry(() => work(client, callOptions));
    return answer;
  };
  return {
    async call(facts, work) {
      try {
        return await run(work);
      } catch (thrown) {
        throw gcpFault(thrown, { ...facts, host });
      }
    },
    async find(facts, work) {
      try {
        return await run(work);
      } catch (thrown) {
        if (isNotFound(thrown)) return undefined;
        throw gcpFault(thrown, { ...facts, host });
      }
    },
    close: () => client.close(),
  };
}

/** The parts of a fetch request that the SDK sends. */
interface SdkRequest {
  readonly method: string;
  readonly headers: Headers;
  readonly body?: string | Uint8Array;
}

function sender(token: TokenSource, context: ProviderContext) {
  return async (url: string, { method, headers, body }: SdkRequest) => {
    const { token: bearer } = await token();
    const answer = await context.http(googleUrl(url, 'ESR_GCP_ENDPOINT', context), {
      method,
      headers: { ...Object.fromEntries(headers), authorization: `Bearer ${bearer.reveal().toString()}` },
      ...(body === undefined ? {} : { body }),
    });
    if (answer.status < 200 || answer.status > 299) throw new GcpRefusal(answer);
    return { ok: true, status: answer.status, arrayBuffer: () => Promise.resolve(answer.body) };
  };
}
