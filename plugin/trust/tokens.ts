import type { ServiceAccountReference } from '../providers/provider.ts';

/** Where a pod finds its own ServiceAccount token. */
export const ownTokenFile = '/var/run/secrets/kubernetes.io/serviceaccount/token';

/**
 * Whether a token was issued for a ServiceAccount, by what it says of itself.
 *
 * @remarks The signature is the receiver's to check; this only keeps one identity from standing in for another.
 * @param token - A JSON web token of a Kubernetes API server.
 */
export function isTokenOf(token: string, { namespace, name, audiences }: ServiceAccountReference): boolean {
  const claims = claimsOf(token);
  const bound = claims?.['kubernetes.io'];
  if (bound?.namespace !== namespace || bound.serviceaccount?.name !== name) return false;
  const meantFor = [claims?.aud].flat();
  return audiences.length === 0 || audiences.some((audience) => meantFor.includes(audience));
}

/** What a bound ServiceAccount token says of itself, as far as it matters here. */
interface Claims {
  readonly aud?: unknown;
  readonly 'kubernetes.io'?: { readonly namespace?: unknown; readonly serviceaccount?: { readonly name?: unknown } };
}

function claimsOf(token: string): Claims | undefined {
  const [, payload] = token.trim().split('.');
  if (payload === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null ? claims : undefined;
  } catch {
    return undefined;
  }
}
