import type { AzureFake } from '../../fakes/azure/azure-fake.ts';
import type { FaultKind } from '../../fakes/azure/fault.ts';
import { testRun } from '../../support/run.ts';
import { shown } from '../../support/shown.ts';
import { type AzureWorld, azureWorld } from './azure-world.ts';

// The SDK loads in the first test.
jest.setTimeout(30_000);

let world: AzureWorld;
let fake: AzureFake;

beforeEach(async () => {
  world = await azureWorld();
  ({ fake } = world);
});

afterEach(() => world.stop());

const rows: { kind: FaultKind; code: string; hint?: RegExp; tries?: number }[] = [
  { kind: 'denied', code: 'STORE_REFUSED', hint: /"get" on secrets: the role Key Vault Secrets User/ },
  { kind: 'firewall', code: 'STORE_REFUSED', hint: /network rules/ },
  { kind: 'expired', code: 'STORE_CREDENTIALS', hint: /expired/ },
  { kind: 'throttled', code: 'STORE_THROTTLED', hint: /quota/, tries: 4 },
  { kind: 'error500', code: 'STORE_FAILED', tries: 4 },
  { kind: 'unavailable', code: 'STORE_FAILED', tries: 4 },
  { kind: 'hang', code: 'STORE_TIMEOUT', tries: 4 },
  { kind: 'half body', code: 'STORE_UNREACHABLE', tries: 4 },
  { kind: 'reset', code: 'STORE_UNREACHABLE', tries: 4 },
  { kind: 'garbage', code: 'STORE_ANSWER' },
  { kind: 'empty', code: 'STORE_ANSWER' },
  { kind: 'html 404', code: 'missing' },
];

test.each(rows)('$kind is $code', async ({ kind, code, hint, tries = 1 }) => {
  fake.vault.seed({ secrets: [{ name: 'a', value: 'v' }] });
  fake.fail({ kind });
  const client = await world.connect({ run: testRun({ config: { limits: { requestTimeoutMs: 100 } } }) });
  const [answer] = await client.read([{ key: 'a' }]);
  expect(shown(answer)).toBe(code);
  expect(fake.calls).toHaveLength(tries);
  if (answer?.kind !== 'failed') return;
  expect(answer.error.hint ?? '').toMatch(hint ?? /^/);
  expect(JSON.stringify([answer.error.says, answer.error.hint, `${answer.error.cause}`])).not.toMatch(/marked|eyJ/);
});

test('one throttling is waited out', async () => {
  fake.vault.seed({ secrets: [{ name: 'a', value: 'v' }] });
  fake.fail({ kind: 'throttled', times: 1 });
  expect(shown((await (await world.connect()).read([{ key: 'a' }]))[0])).toBe('v');
});

test('a certificate that is not trusted', async () => {
  await world.stop();
  world = await azureWorld({ trusted: false });
  await expect(world.connect()).rejects.toMatchObject({ code: 'STORE_CERTIFICATE' });
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
  const { setLogLevel } = await import('@azure/logger');
  setLogLevel('verbose');
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    fake.vault.seed({ secrets: [{ name: 'a', value: 'v' }] });
    expect(shown((await (await world.connect()).read([{ key: 'a' }]))[0])).toBe('v');
    expect(write).not.toHaveBeenCalled();
  } finally {
    write.mockRestore();
  }
});
