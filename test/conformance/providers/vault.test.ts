import { json } from '../../fakes/vault/fields.ts';
import { appRole } from '../../fakes/vault/logins.ts';
import type { Fields } from '../../fakes/vault/request.ts';
import { VaultFake } from '../../fakes/vault/vault-fake.ts';
import { certificate } from '../../support/certificate.ts';
import { describeCorpus, type ProviderCase, runCase } from './run-case.ts';
import { startVault, vaultCasesOf } from './start-vault.ts';

describeCorpus('Vault', vaultCasesOf('vault'), startVault);
describeCorpus('seed on Vault', vaultCasesOf('seed'), startVault);

describe('calls', () => {
  const store = `
apiVersion: v1
kind: Secret
metadata: {name: approle, namespace: infra}
stringData: {id: the-secret-id}
---
apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: {name: vault}
spec:
  provider:
    vault:
      server: '\${VAULT_ADDR}'
      path: secret
      auth: {appRole: {roleId: the-role, secretRef: {name: approle, namespace: infra, key: id}}}
`;
  const externalSecret = (index: number, spec: string) => `---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: app-${index}, namespace: team-${index % 7}}
spec:
  secretStoreRef: {name: vault, kind: ClusterSecretStore}
${spec}`;
  const hundred = (spec: (index: number) => string) =>
    Array.from({ length: 100 }, (_, index) => externalSecret(index, spec(index))).join('');
  const five = (line: (secret: number, key: number) => string) => (index: number) =>
    `  data:\n${Array.from({ length: 5 }, (_, key) => line((index * 5 + key) % 20, key)).join('')}`;

  const rows = [
    {
      name: 'five secrets each, 20 in all',
      manifests: hundred(
        five((secret, key) => `  - {secretKey: k${key}, remoteRef: {key: app/s${secret}, property: a}}\n`),
      ),
      reads: 20,
      lists: 0,
    },
    {
      name: 'five properties of one secret each, 20 in all',
      manifests: hundred((index) =>
        five((_, key) => `  - {secretKey: k${key}, remoteRef: {key: app/s${index % 20}, property: a}}\n`)(index),
      ),
      reads: 20,
      lists: 0,
    },
    {
      name: 'one extract each, 20 in all',
      manifests: hundred((index) => `  dataFrom: [{extract: {key: app/s${index % 20}}}]\n`),
      reads: 20,
      lists: 0,
    },
    {
      name: 'one find each of 20 secrets, which are read by key as well',
      manifests: hundred(
        (index) => `  dataFrom: [{find: {path: app, name: {regexp: '.*'}}}, {extract: {key: app/s${index % 20}}}]\n`,
      ),
      reads: 20,
      lists: 1,
    },
  ];

  test.each(rows)(
    '100 ExternalSecrets with $name: one sign-in, $reads reads, $lists lists',
    async ({ manifests, reads, lists }) => {
      let fake: VaultFake | undefined;
      const each = {
        id: 'calls',
        description: '',
        server: {},
        manifests: store + manifests,
        expected: {},
        esoCalls: 0,
        esoCallList: [],
      };
      const outcome = await runCase(each satisfies ProviderCase, async () => {
        fake = await VaultFake.start();
        const own = fake;
        own.tokens.policies.set('reader', [{ path: 'secret/*', capabilities: ['read', 'list'] }]);
        own.signIn('approle', appRole({ 'the-role': ['the-secret-id'] }));
        for (let index = 0; index < 20; index += 1)
          own.kv2('secret').write(`app/s${index}`, json({ a: 'value' }) as Fields);
        return { marks: { VAULT_ADDR: own.url }, calls: () => own.calls, close: () => own.close() };
      });
      expect(outcome.stderr).toBe('');
      expect(outcome.status).toBe(0);
      const count = (start: string) => (fake?.calls ?? []).filter((call) => call.startsWith(start)).length;
      expect([count('PUT /v1/auth/approle/login'), count('GET /v1/secret/data/'), count('LIST ')]).toEqual([
        1,
        reads,
        lists,
      ]);
      expect(fake?.calls.at(-1)).toBe('PUT /v1/auth/token/revoke-self');
      expect(fake?.calls).toHaveLength(2 + reads + lists);
      expect(fake?.mostAtOnce).toBeLessThanOrEqual(16);
    },
  );
});

test('stores that differ in their mount alone sign in once, and sign out once', async () => {
  let fake: VaultFake | undefined;
  const mounts = ['one', 'two', 'three'];
  const store = (mount: string) => `apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: {name: ${mount}}
spec:
  provider:
    vault:
      server: '\${VAULT_ADDR}'
      path: ${mount}
      auth: {appRole: {roleId: the-role, secretRef: {name: approle, key: id}}}
---
`;
  const manifests = `apiVersion: v1
kind: Secret
metadata: {name: approle}
stringData: {id: the-secret-id}
---
${mounts.map(store).join('')}apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: app}
spec:
  data:
${mounts.map((mount) => `  - {secretKey: ${mount}, remoteRef: {key: app}, sourceRef: {storeRef: {name: ${mount}}}}`).join('\n')}
`;
  const each = { id: 'mounts', description: '', server: {}, manifests, expected: {}, esoCalls: 0, esoCallList: [] };
  const outcome = await runCase(each satisfies ProviderCase, async () => {
    fake = await VaultFake.start();
    const own = fake;
    own.tokens.policies.set(
      'reader',
      mounts.map((mount) => ({ path: `${mount}/*`, capabilities: ['read'] })),
    );
    own.signIn('approle', appRole({ 'the-role': ['the-secret-id'] }));
    for (const mount of mounts) own.kv2(mount).write('app', json({ a: mount }) as Fields);
    return { marks: { VAULT_ADDR: own.url }, calls: () => own.calls, close: () => own.close() };
  });
  expect([outcome.status, outcome.stderr]).toEqual([0, '']);
  expect(fake?.calls.filter((call) => call.includes('/auth/'))).toEqual([
    'PUT /v1/auth/approle/login',
    'PUT /v1/auth/token/revoke-self',
  ]);
});

describe('faults through the command', () => {
  const manifests = `
apiVersion: v1
kind: Secret
metadata: {name: vault-token}
stringData: {token: '\${VAULT_TOKEN}'}
---
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: {name: the-store}
spec:
  retrySettings: {maxRetries: 1, retryInterval: 1ms}
  provider:
    vault: {server: '\${VAULT_ADDR}', path: secret, auth: {tokenSecretRef: {name: vault-token, key: token}}}
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: the-secret}
spec:
  secretStoreRef: {name: the-store}
  data: [{secretKey: k, remoteRef: {key: app/the-key, property: a}}]
`;
  const token = 'hvs.token-of-the-faults';
  type Start = (fake: VaultFake) => void;

  const rows: { name: string; start: Start; says: RegExp; status?: number; tls?: true; address?: string }[] = [
    {
      name: 'denied',
      start: (fake) => void fake.denied.add('secret/data/app/the-key'),
      says: /403[\s\S]*"read" on "secret\/data\/app\/the-key"/,
    },
    { name: 'an expired token', start: (fake) => fake.tokens.alive.clear(), says: /does not accept the credentials/ },
    { name: 'a wrong mount', start: () => undefined, says: /does not exist in the store/, status: 1 },
    { name: 'throttled', start: (fake) => fake.fail({ kind: 'throttled' }), says: /throttled/ },
    {
      name: 'a server error',
      start: (fake) => fake.fail({ kind: 'error500' }),
      says: /failed at read "secret\/data\/app\/the-key": 500/,
    },
    { name: 'sealed', start: (fake) => fake.fail({ kind: 'sealed' }), says: /is sealed/ },
    { name: 'half a body', start: (fake) => fake.fail({ kind: 'half body' }), says: /the connection broke/ },
    { name: 'no JSON', start: (fake) => fake.fail({ kind: 'garbage' }), says: /no answer of its protocol/ },
    { name: 'a certificate that is not trusted', start: () => undefined, says: /is not trusted/, tls: true },
    {
      name: 'a closed port',
      start: () => undefined,
      says: /the connection was refused/,
      address: 'http://127.0.0.1:9',
    },
  ];

  test.each(rows)('$name', async ({ start, says, status = 3, tls, address }) => {
    const each = { id: 'fault', description: '', server: {}, manifests, expected: {}, esoCalls: 0, esoCallList: [] };
    const outcome = await runCase(each satisfies ProviderCase, async () => {
      const fake = await VaultFake.start(tls ? certificate() : undefined);
      fake.tokens.policies.set('reader', [{ path: 'secret/*', capabilities: ['read'] }]);
      fake.tokens.create({ policies: ['default', 'reader'] }, token);
      start(fake);
      const marks = { VAULT_ADDR: address ?? fake.url, VAULT_TOKEN: token };
      return { marks, calls: () => fake.calls, close: () => fake.close() };
    });
    expect(outcome.status).toBe(status);
    expect(outcome.stdout).toBe('');
    for (const name of ['the-store', 'app/the-key', 'the-secret', 'hint:', says]) expect(outcome.stderr).toMatch(name);
    expect(outcome.stderr).not.toMatch(/hvs\.|marked-body/);
  });
});
