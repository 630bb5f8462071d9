import type { AccessToken } from '../access-token.ts';
import { mayStandIn } from '../may-stand-in.ts';
import { parseJsonObject } from '../parse-json-object.ts';
import type { ProviderContext } from '../provider.ts';
import type { GcpAuth } from './gcp-auth.ts';

/**
 * Obtains an access token of Google Cloud, of scope `cloud-platform`.
 *
 * @remarks
 * ESO: `providers/v1/gcp/secretmanager/auth.go`, `NewTokenSource`. First the key, else workload identity,
 * else federation, else the identity of the process.
 *
 * @param auth - From `readGcpAuth`: of a store, or of a generator.
 * @throws EsrError when it cannot be had.
 */
export async function gcpAccessToken(auth: GcpAuth, context: ProviderContext): Promise<AccessToken> {
  const { key, workloadIdentity, federation, place } = auth;
  const declares = key !== undefined || workloadIdentity !== undefined || federation !== undefined;
  if (!declares || context.preferAmbient) return await ambient(auth, context);
  try {
    return await declared(auth, context);
  } catch (thrown) {
    if (!mayStandIn(thrown, context)) throw thrown;
    context.warn({
      code: 'AMBIENT_CREDENTIALS',
      says: `${whatOf(auth)} cannot be had here: Google Cloud is read with the identity of the process instead`,
      hint: 'credentials.mode: declared makes this an error, ambient asks for it',
      place,
    });
    return await ambient(auth, context);
  }
}

async function declared(auth: GcpAuth, context: ProviderContext): Promise<AccessToken> {
  const { key, workloadIdentity, federation } = auth;
  if (key !== undefined) {
    const { serviceAccountKeyToken } = await import('./service-account-key.ts');
    const text = await context.secretKey(key);
    const source = { field: 'auth.secretRef.secretAccessKeySecretRef', place: key.place };
    return await serviceAccountKeyToken(parseJsonObject(text.reveal()), source, context.boundBy?.(text) ?? context);
  }
  if (workloadIdentity !== undefined) {
    const { workloadIdentityToken } = await import('./workload-identity.ts');
    return await workloadIdentityToken(workloadIdentity, context);
  }
  if (federation === undefined) return await ambient(auth, context);
  const { federatedToken } = await import('./federation.ts');
  return await federatedToken(federation, context);
}

async function ambient({ place }: GcpAuth, context: ProviderContext): Promise<AccessToken> {
  const { defaultCredentials } = await import('./default-credentials.ts');
  return await defaultCredentials(place, context);
}

function whatOf({ key, workloadIdentity, federation }: GcpAuth): string {
  const account = workloadIdentity?.account ?? federation?.account;
  if (key === undefined && account !== undefined) {
    return `a token of ServiceAccount "${account.namespace}/${account.name}"`;
  }
  return 'what auth names';
}
