import type { AccessToken } from './access-token.ts';

/** Gives a token that is good for the next request. */
export type TokenSource = () => Promise<AccessToken>;

/** A new token is asked for this long before the old one runs out. */
const marginMs = 60_000;

/**
 * Obtains a token, so that a store signs in once, and a new one whenever the last runs out.
 *
 * @param obtain - Signs in. What it throws is thrown here, or by the source.
 * @param now - The wall clock.
 */
export async function openTokenSource(obtain: () => Promise<AccessToken>, now: () => number): Promise<TokenSource> {
  let current = await obtain();
  let renewal: Promise<AccessToken> | undefined;
  return async () => {
    if (current.expiresAt === undefined || current.expiresAt - marginMs > now()) return current;
    renewal ??= obtain().finally(() => {
      renewal = undefined;
    });
    current = await renewal;
    return current;
  };
}
