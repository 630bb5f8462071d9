import type { EsrError } from '../../plugin/errors/esr-error.ts';
import { fetchAll } from '../../plugin/pipeline/fetch/fetch.ts';
import { application, brings, marked, reads, wants } from '../support/attempt.ts';
import { type Cupboard, cupboardProvider, startCupboard } from '../support/cupboard.ts';
import { planText } from '../support/plan-text.ts';
import { type ConfigParts, testRun } from '../support/run.ts';

// Where a store of the application's might lead the renderer (design.md 5): into the machine, the cluster, private networks.

let cupboard: Cupboard;
beforeAll(async () => {
  cupboard = await startCupboard();
  cupboard.items.set('key', marked);
});
afterAll(() => cupboard.close());

const storeAt = (url: string) =>
  brings('SecretStore', 'mine', `{fake: {data: [{key: config, value: '${JSON.stringify({ url })}'}]}}`);
const reader = wants(reads('key', 'mine', 'SecretStore'));

async function visit(url: string, from: 'input' | 'platform' = 'input', config: ConfigParts = {}) {
  const offline = {
    providerFor: () => cupboardProvider,
    assume: () => Promise.reject(new Error('none is assumed')) as never,
  };
  const run = testRun({ purpose: 'generate', application, config: { ...config, limits: { requestTimeoutMs: 500 } } });
  const texts = from === 'input' ? { input: storeAt(url) + reader } : { platform: storeAt(url), input: reader };
  const fetched = await fetchAll(await planText(texts, run, { offline }), run, { env: {} });
  const [outcome] = [...fetched.values()].flatMap(({ data }) => data);
  return outcome?.kind === 'value' ? outcome.value.reveal().toString() : (outcome?.error as EsrError);
}

describe('a store of the application leads nowhere inside', () => {
  const addresses: readonly { name: string; url: (port: string) => string }[] = [
    { name: 'the machine itself', url: (port) => `http://127.0.0.1:${port}` },
    { name: 'the machine by name', url: (port) => `http://localhost:${port}` },
    { name: 'the machine by a name below localhost', url: (port) => `http://x.localhost:${port}` },
    { name: 'the machine as one number', url: (port) => `http://2130706433:${port}` },
    { name: 'the machine in octal', url: (port) => `http://0177.0.0.1:${port}` },
    { name: 'the machine in hexadecimal', url: (port) => `http://0x7f.0.0.1:${port}` },
    { name: 'the machine in short', url: (port) => `http://127.1:${port}` },
    { name: 'no address', url: (port) => `http://0.0.0.0:${port}` },
    { name: 'the machine over IPv6', url: (port) => `http://[::1]:${port}` },
    { name: 'the machine, mapped into IPv6', url: (port) => `http://[::ffff:7f00:1]:${port}` },
    { name: 'the machine behind a user name', url: (port) => `http://store.example.com@127.0.0.1:${port}` },
    { name: 'the metadata service', url: () => 'http://169.254.169.254' },
    { name: 'the metadata service of IPv6', url: () => 'http://[fd00:ec2::254]' },
    { name: 'the metadata service by name', url: () => 'http://metadata.google.internal' },
    { name: 'the task metadata service', url: () => 'http://169.254.170.2' },
    { name: 'the API server', url: () => 'https://kubernetes.default.svc' },
    { name: 'a service of the cluster', url: () => 'http://vault.vault.svc.cluster.local:8200' },
    { name: 'a service of the cluster in short', url: () => 'http://vault:8200' },
    { name: 'a service of the cluster in capitals', url: () => 'http://VAULT.VAULT.SVC.:8200' },
    { name: 'a private network', url: () => 'http://10.0.0.1' },
    { name: 'another private network', url: () => 'http://172.20.0.1' },
    { name: 'the carrier network', url: () => 'http://100.100.100.200' },
  ];
  test.each(addresses)('$name', async ({ url }) => {
    const fault = await visit(url(new URL(cupboard.url).port));
    expect(fault).toMatchObject({ code: 'ADDRESS_REFUSED', exitStatus: 1 });
    const { says, hint, place } = fault as EsrError;
    expect(says).toContain('SecretStore shop/mine, key "key": a store of the input may not connect to ');
    expect(place).toMatchObject({ field: 'spec.data[0].remoteRef.key', object: { name: 'app' } });
    expect(`${says} ${hint}`).not.toContain(marked);
  });

  test('while none of them was asked', () => {
    expect(cupboard.calls).toEqual([]);
  });
});

describe('the same address', () => {
  test('is open to a store of the platform', async () => {
    expect(await visit(cupboard.url, 'platform')).toBe(marked);
  });
  test('is open where input stores are allowed', async () => {
    expect(await visit(cupboard.url, 'input', { policy: { inputStores: 'allow' } })).toBe(marked);
  });
});
