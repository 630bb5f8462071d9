import type { FaultKind } from '../../fakes/gcp/fault.ts';
import { GcpFake } from '../../fakes/gcp/gcp-fake.ts';
import type { EsrResult } from '../../support/run-esr.ts';
import { renderMany, type Wanted } from '../many-references.ts';

// The SDK loads in the first test.
jest.setTimeout(30_000);

let fake: GcpFake;

beforeEach(async () => {
  fake = await GcpFake.start();
});

afterEach(() => fake.close());

async function render(wanted: Wanted, config?: string): Promise<EsrResult> {
  const versions = (index: number) => [{ data: `marked-value-${index}` }];
  const seeds = Array.from({ length: wanted.distinct }, (_, index) => ({
    project: 'proj',
    name: `value-${index}`,
    versions: versions(index),
  }));
  fake.secrets.seed(seeds);
  const store = `apiVersion: v1
kind: Secret
metadata: {name: key, namespace: shop}
stringData:
  key.json: '${fake.tokens.keyJson(fake.url)}'
---
apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: {name: cloud}
spec:
  retrySettings: {maxRetries: 2, retryInterval: 10ms}
  provider: {gcpsm: {projectID: proj, auth: {secretRef: {secretAccessKeySecretRef: {name: key, key: key.json}}}}}`;
  return await renderMany(wanted, store, fake.environment, config);
}

test('500 references over 20 secrets are one sign-in and 20 reads', async () => {
  const { status, stdout, stderr } = await render({ secrets: 100, entries: 5, distinct: 20 });
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout.match(/^ {2}name: app-/gm)).toHaveLength(100);
  expect(fake.calls).toHaveLength(20);
  expect(fake.tokenCalls).toEqual(['token']);
});

test('1,000 references over 100 secrets are under 25 requests in a row', async () => {
  fake.latencyMs = 5;
  expect((await render({ secrets: 200, entries: 5, distinct: 100 })).status).toBe(0);
  expect(fake.inARow.longest).toBeLessThan(25);
});

const kinds: { kind: FaultKind; call?: string; code: string }[] = [
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

test.each(kinds)('$kind ($call): nothing printed, every reference told, no value', async ({ kind, call, code }) => {
  fake.fail({ kind, ...(call === undefined ? {} : { call }) });
  const limits = 'limits: {timeout: 3s, requestTimeout: 300ms}\n';
  const { status, stdout, stderr } = await render({ secrets: 2, entries: 3, distinct: 3 }, limits);
  expect([status, stdout]).toEqual([3, '']);
  expect(stderr).toContain(code);
  for (const word of ['ClusterSecretStore cloud', 'hint:', 'app-0', 'app-1', 'value-0']) expect(stderr).toContain(word);
  expect(stderr).not.toMatch(/marked|ya29|PRIVATE KEY/);
});
