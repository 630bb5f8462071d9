import { randomBytes, randomUUID } from 'node:crypto';
import type { HttpAnswer, HttpRequest, ProviderContext } from '../../provider.ts';
import { authenticateMessage, type NtlmAccount, negotiateMessage, readChallenge } from './ntlm-messages.ts';

type Http = ProviderContext['http'];

/**
 * HTTP that signs in with NTLM where a server asks for it.
 *
 * @remarks
 * NTLM signs in a connection: all requests share one of their own, one after another, and once it is signed in they need no
 * more. A server that asks for a password itself gets it over TLS alone. ESO: `github.com/Azure/go-ntlmssp`, `Negotiator`.
 */
export function ntlmHttp(account: NtlmAccount, { http, now }: Pick<ProviderContext, 'http' | 'now'>): Http {
  const connection = `ntlm ${randomUUID()}`;
  let turn: Promise<unknown> = Promise.resolve();
  return async (url, request = {}) => {
    const headers = Object.entries(request.headers ?? {}).filter(([name]) => name.toLowerCase() !== 'authorization');
    const anonymous = { ...request, headers: Object.fromEntries(headers), connection };
    const mine = turn.then(() => signedIn(url, anonymous, account, { http, now }));
    turn = mine.catch(() => undefined);
    return await mine;
  };
}

async function signedIn(
  url: string,
  request: HttpRequest,
  account: NtlmAccount,
  { http, now }: Pick<ProviderContext, 'http' | 'now'>,
): Promise<HttpAnswer> {
  const first = await http(url, request);
  if (first.status !== 401) return first;
  const scheme = offer(first)?.scheme;
  if (scheme === undefined) {
    const password = Buffer.from(`${account.user}:${account.password}`).toString('base64');
    return url.startsWith('https:') ? await http(url, authorized(request, `Basic ${password}`)) : first;
  }
  const { body: _none, ...empty } = request;
  const second = await http(url, authorized(empty, `${scheme} ${negotiateMessage().toString('base64')}`));
  const challenge = readChallenge(Buffer.from(offer(second)?.message ?? '', 'base64'));
  if (challenge === undefined) return second;
  const proof = authenticateMessage(account, challenge, { nonce: randomBytes(8), now: now() });
  return await http(url, authorized(request, `${scheme} ${proof.toString('base64')}`));
}

function authorized(request: HttpRequest, authorization: string): HttpRequest {
  return { ...request, headers: { ...request.headers, authorization } };
}

/** What a server offers to sign in with, NTLM before what wraps it, and the message that it sends with it. */
function offer({ headers }: HttpAnswer): { readonly scheme: string; readonly message: string } | undefined {
  const offers = [
    ...(headers['www-authenticate'] ?? '').matchAll(/(?:^|,)\s*(NTLM|Negotiate)(?:\s+([\w+/=]+))?(?=\s*(?:,|$))/gi),
  ];
  const chosen = offers.find(([, scheme]) => scheme?.toLowerCase() === 'ntlm') ?? offers[0];
  return chosen && { scheme: chosen[1]?.toLowerCase() === 'ntlm' ? 'NTLM' : 'Negotiate', message: chosen[2] ?? '' };
}
