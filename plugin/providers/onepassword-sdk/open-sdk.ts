import type { Client as SdkClient } from '@1password/sdk';
import { HttpFault } from '../../errors/http-fault.ts';
import { storeError } from '../../errors/store.ts';
import type { ProviderContext } from '../provider.ts';
import { type Routed, withRoutedFetch } from './routed-fetch.ts';

/** Asks 1Password something. @param call - As errors name it. */
export type AskSdk = <T>(call: string, work: (client: SdkClient) => Promise<T>) => Promise<T>;

/** Who signs in. */
export interface SdkIdentity {
  readonly token: string;
  readonly name: string;
  readonly version: string;
}

const rights = 'access of the service account to the vault or environment';

/** Signs in with a service account's token. What the SDK says may quote the token or a value, so that none of it is kept. */
export async function openSdk({ token, name, version }: SdkIdentity, context: ProviderContext): Promise<AskSdk> {
  const { createClient } = await import('@1password/sdk');
  const guarded = async <T>(call: string, work: () => Promise<T>): Promise<T> =>
    await context.retry(async () => {
      let routed: Routed = {};
      try {
        return await withRoutedFetch(context, work, (seen) => {
          routed = seen;
        });
      } catch (thrown) {
        throw faultFrom(thrown, routed, call);
      }
    });
  const config = { auth: token, integrationName: name, integrationVersion: version };
  const client = await guarded('the sign-in', () => createClient(config));
  return (call, work) => guarded(call, () => work(client));
}

function faultFrom(thrown: unknown, { status, fault }: Routed, call: string): unknown {
  if (fault !== undefined) return fault;
  const [kind, message] = thrown instanceof Error ? [thrown.constructor.name, thrown.message] : ['', ''];
  const cause = status === undefined ? {} : { cause: new HttpFault(status) };
  if (status === 429 || kind === 'RateLimitExceededError') {
    return storeError('STORE_THROTTLED', { call, status: 429 }, undefined, { cause: new HttpFault(429) });
  }
  if (status !== undefined && status >= 500) return storeError('STORE_FAILED', { call, status }, undefined, cause);
  if (status === 403) return storeError('STORE_REFUSED', { call, status, needs: rights }, undefined, cause);
  if (status === 401 || kind === 'AuthExpiredError') {
    return storeError('STORE_CREDENTIALS', { call, status: String(status ?? 'expired') }, undefined, cause);
  }
  if (/^invalid (?:service account token|user input)/.test(message)) {
    const hint =
      'the token of a service account begins with ops_; make sure that the Secret holds all of it and no line break';
    return storeError('STORE_CREDENTIALS', { call, status: 'it is no token of a service account', hint });
  }
  if (status !== undefined) return storeError('STORE_REFUSED', { call, status, needs: rights }, undefined, cause);
  return storeError('STORE_FAILED', { call, status: "1Password's SDK gave up" });
}
