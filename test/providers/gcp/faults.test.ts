import type { FaultKind } from '../../fakes/gcp/fault.ts';
import type { GcpFake } from '../../fakes/gcp/gcp-fake.ts';
import { testRun } from '../../support/run.ts';
import { shown } from '../../support/shown.ts';
import { type GcpWorld, gcpWorld } from './gcp-world.ts';

// The SDK loads in the first test.
jest.setTimeout(30_000);

let world: GcpWorld;
let fake: GcpFake;

beforeEach(async () => {
  world = await gcpWorld();
  ({ fake } = world);
});

afterEach(() => world.stop());

describe('faults', () => {
  const rows: { kind: FaultKind; code: string; hint?: RegExp; tries?: number }[] = [
    { kind: 'denied', code: 'STORE_REFUSED', hint: /secretmanager\.versions\.access on "a".*secretAccessor/ },
    { kind: 'not enabled', code: 'STORE_REFUSED', hint: /API, which is not enabled/ },
    { kind: 'expired', code: 'STORE_CREDENTIALS', hint: /expired/ },
    { kind: 'throttled', code: 'STORE_THROTTLED', hint: /quota/, tries: 4 },
    { kind: 'error500', code: 'STORE_FAILED', tries: 4 },
    { kind: 'unavailable', code: 'STORE_FAILED', tries: 4 },
    { kind: 'hang', code: 'STORE_TIMEOUT', tries: 4 },
    { kind: 'half body', code: 'STORE_UNREACHABLE', tries: 4 },
    { kind: 'reset', code: 'STORE_UNREACHABLE', tries: 4 },
    { kind: 'garbage', code: 'STORE_ANSWER' },
    { kind: 'empty', code: 'REMOTE_NO_VALUE' },
    { kind: 'html 404', code: 'missing' },
  ];

  test.each(rows)('$kind is $code', async ({ kind, code, hint, tries = 1 }) => {
    fake.secrets.seed([{ project: 'proj', name: 'a', versions: [{ data: 'v' }] }]);
    fake.fail({ kind });
    const client = await world.connect({ run: testRun({ config: { limits: { requestTimeoutMs: 100 } } }) });
    const [answer] = await client.read([{ key: 'a' }]);
    expect(shown(answer)).toBe(code);
    expect(fake.calls).toHaveLength(tries);
    if (answer?.kind !== 'failed') return;
    expect(answer.error.hint ?? '').toMatch(hint ?? /^/);
    expect(JSON.stringify([answer.error.says, answer.error.hint, `${answer.error.cause}`])).not.toMatch(/marked|ya29/);
  });

  test('one throttling is waited out', async () => {
    fake.secrets.seed([{ project: 'proj', name: 'a', versions: [{ data: 'v' }] }]);
    fake.fail({ kind: 'throttled', times: 1 });
    expect(shown((await (await world.connect()).read([{ key: 'a' }]))[0])).toBe('v');
  });

  test.each([
    { name: 'it works', kind: undefined, want: 'ok' },
    { name: 'one who may not list has signed in', kind: 'denied', want: 'ok' },
    { name: 'an expired token', kind: 'expired', want: 'STORE_CREDENTIALS' },
  ] as const)('check: $name', async ({ kind, want }) => {
    if (kind !== undefined) fake.fail({ kind });
    const client = await world.connect();
    expect(
      await client.check?.().then(
        () => 'ok',
        (thrown) => thrown.code,
      ),
    ).toBe(want);
  });

  test('what the SDK would log stays silent', async () => {
    const before = process.env['GOOGLE_SDK_NODE_LOGGING'];
    process.env['GOOGLE_SDK_NODE_LOGGING'] = 'all';
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      fake.secrets.seed([{ project: 'proj', name: 'a', versions: [{ data: 'v' }] }]);
      expect(shown((await (await world.connect()).read([{ key: 'a' }]))[0])).toBe('v');
      expect(write).not.toHaveBeenCalled();
    } finally {
      write.mockRestore();
      if (before === undefined) delete process.env['GOOGLE_SDK_NODE_LOGGING'];
      else process.env['GOOGLE_SDK_NODE_LOGGING'] = before;
    }
  });
});
