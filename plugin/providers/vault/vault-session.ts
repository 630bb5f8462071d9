import { storeError } from '../../errors/store.ts';
import type { HttpAnswer, ProviderContext } from '../provider.ts';
import { type HeldToken, isDue, renewed } from './held-token.ts';
import { logIn } from './log-in.ts';
import { isPassing, type VaultCall, vaultFault } from './vault-fault.ts';
import type { VaultIdentity } from './vault-identity.ts';
import type { VaultBearer, VaultRequest } from './vault-transport.ts';

/** A signed-in connection to one server. */
export interface VaultSession {
  /** Host and port, for messages. */
  readonly host: string;
  /**
   * Sends one request: again while its fault is a passing one, with a new token where the old one ran out.
   * @returns An answer of status 2xx, or 404 or another that `expects` names; all others are thrown.
   */
  call(request: VaultRequest, facts: Omit<VaultCall, 'host'>, expects?: readonly number[]): Promise<HttpAnswer>;
  /** Revokes the token, where it was obtained here, and once for all who share the session. Never throws. */
  close(): Promise<void>;
}

/** How long signing out may take. */
const closeMs = 1500;

/** How long a token that was seen alive is taken to be so. */
const aliveMs = 10_000;

/**
 * Signs in to a server.
 *
 * @remarks ESO: `providers/v1/vault/provider.go` and `auth.go`.
 * @throws EsrError where that fails.
 */
export async function openVaultSession(identity: VaultIdentity, context: ProviderContext): Promise<VaultSession> {
  const entry = await logIn(identity, context);
  const { send, host, namespace } = entry;
  let held = entry.token;
  let change: Promise<void> | undefined;

  /** One renewal or sign-in at a time, for all who wait for it. */
  const replace = (make: () => Promise<HeldToken>): Promise<void> => {
    change ??= make()
      .then((token) => {
        held = token;
      })
      .finally(() => {
        change = undefined;
      });
    return change;
  };
  const bearer = (token: HeldToken): VaultBearer => ({ token: token.value.reveal().toString('utf8'), namespace });

  const sendAs = async (request: VaultRequest, token: HeldToken, facts: VaultCall): Promise<HttpAnswer> =>
    await context.retry(async () => {
      const answer = await send(request, bearer(token));
      if (isPassing(answer)) throw vaultFault(answer, facts);
      return answer;
    });

  const call: VaultSession['call'] = async (request, facts, expects = []) => {
    const known = { ...facts, host };
    if (isDue(held, context.now())) await replace(() => renewed(held, entry, context));
    const used = held;
    let answer = await sendAs(request, used, known);
    // 403 stands for a token that ran out as well as for a policy that says no.
    if (
      answer.status === 403 &&
      (held !== used || (await isDead(used, (request) => send(request, bearer(used)), context)))
    ) {
      if (!used.isObtained) throw notAccepted(known.call, answer.status);
      if (held === used) await replace(entry.signInAgain);
      answer = await sendAs(request, held, known);
    }
    const { status } = answer;
    if ((status >= 200 && status < 300) || status === 404 || expects.includes(status)) return answer;
    throw vaultFault(answer, known);
  };

  const revoke = async (): Promise<void> => {
    if (!held.isObtained) return;
    const request = { method: 'PUT', path: 'auth/token/revoke-self', timeoutMs: closeMs } as const;
    await send(request, { ...bearer(held), namespace: entry.loginNamespace }).catch(() => undefined);
  };
  let closed: Promise<void> | undefined;
  return {
    host,
    call,
    async close() {
      closed ??= revoke();
      await closed;
    },
  };
}

/** Whether the server no longer knows a token. Asked once for all who want to know, and not right after it was seen alive. */
async function isDead(
  token: HeldToken,
  send: (request: VaultRequest) => Promise<HttpAnswer>,
  context: Pick<ProviderContext, 'now'>,
): Promise<boolean> {
  if (context.now() - token.seenAlive < aliveMs) return false;
  token.lookUp ??= send({ method: 'GET', path: 'auth/token/lookup-self' })
    .then(({ status }) => {
      if (status === 200) token.seenAlive = context.now();
      return status === 403;
    })
    .finally(() => {
      token.lookUp = undefined;
    });
  return await token.lookUp;
}

function notAccepted(call: string, status: number): Error {
  return storeError('STORE_CREDENTIALS', {
    call,
    status: String(status),
    hint: 'the token is expired, revoked or wrong, or its policies allow neither this nor auth/token/lookup-self',
  });
}
