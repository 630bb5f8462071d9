import { storeError } from '../../errors/store.ts';
import { type Bytes, textOf } from '../../go/byte-string.ts';
import { JsonNumber, type JsonValue } from '../../go/json.ts';
import { Sensitive } from '../../model/sensitive.ts';
import type { HttpAnswer, ProviderContext } from '../provider.ts';
import { memberOf, objectIn, vaultObject } from './vault-answer.ts';
import type { VaultCall } from './vault-fault.ts';
import type { SendToVault } from './vault-transport.ts';

/** A token, and what is known of its life. */
export interface HeldToken {
  readonly value: Sensitive;
  /** Whether it was obtained by signing in, and so is ours to renew, replace and revoke. */
  readonly isObtained: boolean;
  readonly isRenewable: boolean;
  /** When it should be renewed, and when it ends, in milliseconds since 1970; `undefined` for one that does not end. */
  readonly life: { readonly renewAt: number; readonly endsAt: number } | undefined;
  /** When it was last seen to be good. */
  seenAlive: number;
  /** The question whether it still is, while it is open. */
  lookUp: Promise<boolean> | undefined;
}

/** Holds a token that was given. */
export function givenToken(value: Sensitive): HeldToken {
  const never = Number.NEGATIVE_INFINITY;
  return { value, isObtained: false, isRenewable: false, life: undefined, seenAlive: never, lookUp: undefined };
}

/** Holds the token of a sign-in's answer. @throws StoreError where there is none. */
export function obtainedToken(answer: HttpAnswer, facts: VaultCall, context: ProviderContext): HeldToken {
  const auth = objectIn(vaultObject(answer, facts), 'auth');
  const token = memberOf(auth, 'client_token');
  if (typeof token !== 'string' || token === '') {
    if (memberOf(auth, 'mfa_requirement') instanceof Map) {
      const status = 'a second factor is asked for';
      throw storeError('STORE_CREDENTIALS', { call: facts.call, status, hint: 'use a method without one' });
    }
    throw storeError('STORE_ANSWER', { call: facts.call, host: facts.host });
  }
  const text = textOf(token as Bytes);
  context.conceal(text);
  const seconds = numberOf(memberOf(auth, 'lease_duration'));
  const now = context.now();
  return {
    value: new Sensitive(text),
    isObtained: true,
    isRenewable: memberOf(auth, 'renewable') === true,
    life: seconds > 0 ? { renewAt: now + seconds * (2 / 3) * 1000, endsAt: now + seconds * 1000 } : undefined,
    seenAlive: now,
    lookUp: undefined,
  };
}

function numberOf(value: JsonValue | undefined): number {
  return value instanceof JsonNumber ? Number(value.text) : 0;
}

/** Whether a token should be renewed before it is used again. */
export function isDue({ isObtained, life }: HeldToken, now: number): boolean {
  return isObtained && life !== undefined && now >= life.renewAt;
}

/**
 * A token in place of one that is about to end: renewed, which spends no single-use credential, else a new one; the old one
 * where neither is to be had and it still lives.
 */
export async function renewed(
  old: HeldToken,
  { send, namespace, host, signInAgain }: Renewal,
  context: ProviderContext,
): Promise<HeldToken> {
  const isAlive = old.life === undefined || context.now() < old.life.endsAt;
  if (old.isRenewable && isAlive) {
    const facts = { call: 'renew the token', host, needs: '"update" on "auth/token/renew-self"' };
    const request = { method: 'PUT', path: 'auth/token/renew-self' } as const;
    const answer = await send(request, { token: old.value.reveal().toString('utf8'), namespace }).catch(
      () => undefined,
    );
    const token = answer?.status === 200 ? obtainedToken(answer, facts, context) : undefined;
    // One that has come to its greatest age is renewed for what is left of it.
    if (token?.life !== undefined && token.life.endsAt > (old.life?.endsAt ?? 0)) return token;
  }
  try {
    return await signInAgain();
  } catch (thrown) {
    if (!isAlive) throw thrown;
    return { ...old, life: undefined };
  }
}

/** What renewing needs. */
export interface Renewal {
  readonly send: SendToVault;
  readonly namespace: string;
  readonly host: string;
  signInAgain(): Promise<HeldToken>;
}
