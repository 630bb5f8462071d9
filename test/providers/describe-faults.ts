import type { Client } from '../../plugin/providers/provider.ts';
import type { Fault } from '../fakes/faults.ts';
import type { TestContextOptions } from '../support/provider-context.ts';
import { testRun } from '../support/run.ts';
import { shown } from '../support/shown.ts';

/** A backend and a store of it. */
export interface FaultyWorld<K> {
  readonly fake: { readonly calls: readonly string[]; fail(fault: Fault<K>): void };
  connect(options?: TestContextOptions): Promise<Client>;
}

/** What a fault comes to. */
export interface FaultRow<K> {
  readonly kind: K;
  /** The error's code, or `missing`. */
  readonly code: string;
  readonly hint?: RegExp;
  /** Calls until it is given up; absent means one. */
  readonly tries?: number;
}

/**
 * What a cloud's faults come to when one value is read, and when the store is checked.
 *
 * @param seed - Puts the value `v` at key `a`.
 * @param secret - Matches what may not show in an error.
 */
export function describeFaults<K>(
  world: () => FaultyWorld<K | 'throttled' | 'denied' | 'expired'>,
  seed: () => void,
  rows: readonly FaultRow<K>[],
  secret: RegExp,
): void {
  test.each(rows)('$kind is $code', async ({ kind, code, hint, tries = 1 }) => {
    const { fake, connect } = world();
    seed();
    fake.fail({ kind });
    const client = await connect({ run: testRun({ config: { limits: { requestTimeoutMs: 100 } } }) });
    const [answer] = await client.read([{ key: 'a' }]);
    expect(shown(answer)).toBe(code);
    expect(fake.calls).toHaveLength(tries);
    if (answer?.kind !== 'failed') return;
    expect(answer.error.hint ?? '').toMatch(hint ?? /^/);
    expect(JSON.stringify([answer.error.says, answer.error.hint, `${answer.error.cause}`])).not.toMatch(secret);
  });

  test('one throttling is waited out', async () => {
    const { fake, connect } = world();
    seed();
    fake.fail({ kind: 'throttled', times: 1 });
    expect(shown((await (await connect()).read([{ key: 'a' }]))[0])).toBe('v');
  });

  test.each([
    { name: 'it works', kind: undefined, want: 'ok' },
    { name: 'one who may not list has signed in', kind: 'denied', want: 'ok' },
    { name: 'an expired token', kind: 'expired', want: 'STORE_CREDENTIALS' },
  ] as const)('check: $name', async ({ kind, want }) => {
    const { fake, connect } = world();
    if (kind !== undefined) fake.fail({ kind });
    const client = await connect();
    const outcome = client.check?.().then(
      () => 'ok',
      (thrown) => thrown.code,
    );
    expect(await outcome).toBe(want);
  });
}
