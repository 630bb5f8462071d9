import type { Breakage } from '../fakes/break-answer.ts';
import type { FakeServer } from '../fakes/fake-server.ts';
import type { Fault } from '../fakes/faults.ts';
import { renderMany, type Wanted } from './many-references.ts';

type Kind = 'denied' | 'expired' | 'throttled' | 'error500' | Breakage;

/** A cloud that hands out a token and then values one by one. */
export interface CloudFake extends FakeServer {
  readonly calls: readonly string[];
  readonly tokenCalls: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  fail(fault: Fault<Kind>): void;
}

/** How a run is set up. */
export interface CloudRun<F extends CloudFake> {
  start(): Promise<F>;
  /** Puts a value under a name. */
  seed(fake: F, name: string, value: string): void;
  /** The documents of ClusterSecretStore `cloud`, which has two retries. */
  store(fake: F): string;
  /** How the one sign-in is called. */
  readonly signIn: string;
  /** Matches what may not show in an error. */
  readonly secret: RegExp;
}

const faults: readonly { kind: Kind; call?: string; code: string }[] = [
  { kind: 'denied', code: 'STORE_REFUSED' },
  { kind: 'expired', code: 'STORE_CREDENTIALS' },
  { kind: 'throttled', code: 'STORE_THROTTLED' },
  { kind: 'error500', code: 'STORE_FAILED' },
  { kind: 'hang', code: 'STORE_TIMEOUT' },
  { kind: 'half body', code: 'STORE_UNREACHABLE' },
  { kind: 'garbage', code: 'STORE_ANSWER' },
  { kind: 'expired', call: 'token', code: 'STORE_CREDENTIALS' },
  { kind: 'hang', call: 'token', code: 'STORE_TIMEOUT' },
];

/** What a whole run asks of a cloud, and what it tells when the cloud fails. */
export function describeCloudRun<F extends CloudFake>({ start, seed, store, signIn, secret }: CloudRun<F>): void {
  let fake: F;

  beforeEach(async () => {
    fake = await start();
  });

  afterEach(() => fake.close());

  const render = async (wanted: Wanted, config?: string) => {
    for (let index = 0; index < wanted.distinct; index++) seed(fake, `value-${index}`, `marked-value-${index}`);
    return await renderMany(wanted, store(fake), fake.environment, config);
  };

  test('500 references over 20 secrets are one sign-in and 20 reads', async () => {
    const { status, stdout, stderr } = await render({ secrets: 100, entries: 5, distinct: 20 });
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout.match(/^ {2}name: app-/gm)).toHaveLength(100);
    expect(fake.calls).toHaveLength(20);
    expect(fake.tokenCalls).toEqual([signIn]);
  });

  test('1,000 references over 100 secrets are under 25 requests in a row', async () => {
    fake.latencyMs = 5;
    expect((await render({ secrets: 200, entries: 5, distinct: 100 })).status).toBe(0);
    expect(fake.inARow.longest).toBeLessThan(25);
  });

  test.each(faults)('$kind ($call): nothing printed, every reference told, no value', async ({ kind, call, code }) => {
    fake.fail({ kind, ...(call === undefined ? {} : { call }) });
    const limits = 'limits: {timeout: 3s, requestTimeout: 300ms}\n';
    const { status, stdout, stderr } = await render({ secrets: 2, entries: 3, distinct: 3 }, limits);
    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toContain(code);
    for (const word of ['ClusterSecretStore cloud', 'hint:', 'app-0', 'app-1', 'value-0']) {
      expect(stderr).toContain(word);
    }
    expect(stderr).not.toMatch(secret);
  });
}
