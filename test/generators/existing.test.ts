import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { HttpFake } from '../fakes/http-fake.ts';
import { readStream } from '../support/read-stream.ts';
import { runEsr } from '../support/run-esr.ts';
import { withEnvironment } from '../support/with-environment.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'existing-'));
afterAll(() => rmSync(folder, { recursive: true }));
const base64 = (text: string) => Buffer.from(text).toString('base64');
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

/** A Secret as the API server answers with it. */
const existing = (data: Readonly<Record<string, string>>, { made = 600, written = 600 } = {}) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: {
    name: 'app',
    namespace: 'shop',
    creationTimestamp: minutesAgo(made),
    managedFields: [
      { manager: 'argocd', operation: 'Apply', time: minutesAgo(written), fieldsV1: { 'f:data': { 'f:x': {} } } },
      { manager: 'labeler', operation: 'Update', time: minutesAgo(0), fieldsV1: { 'f:metadata': {} } },
    ],
  },
  data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, base64(value)])),
});

interface Case {
  readonly name: string;
  readonly secret?: object;
  readonly spec?: object;
  readonly entry?: object;
  readonly password?: object;
  readonly config?: object;
  /** The application, where Argo CD names one. */
  readonly application?: string;
  /** The whole data, or the code of the error. */
  readonly want: Readonly<Record<string, unknown>> | string;
}

const written = (id: string, labels = {}) => {
  const secret = existing({ password: 'old-password' });
  return { ...secret, metadata: { ...secret.metadata, labels, annotations: { 'argocd.argoproj.io/tracking-id': id } } };
};
const kept = existing({ password: 'old-password', other: 'x' });
const created = { refreshPolicy: 'CreatedOnce' };
const fresh = expect.stringMatching(/^[!-~]{24}$/) as unknown;

const cases: readonly Case[] = [
  { name: 'CreatedOnce keeps it for ever', secret: kept, spec: created, want: { password: 'old-password' } },
  { name: 'OnChange keeps it', secret: kept, spec: { refreshPolicy: 'OnChange' }, want: { password: 'old-password' } },
  { name: 'interval 0 keeps it', secret: kept, spec: { refreshInterval: '0s' }, want: { password: 'old-password' } },
  {
    name: 'it is kept within the interval',
    secret: kept,
    spec: { refreshInterval: '11h' },
    want: { password: 'old-password' },
  },
  { name: 'and made anew after it', secret: kept, spec: { refreshInterval: '9h' }, want: { password: fresh } },
  { name: 'the default interval is an hour', secret: kept, want: { password: fresh } },
  {
    name: 'the clock starts when data was last written',
    secret: existing({ password: 'old-password' }, { written: 30 }),
    want: { password: 'old-password' },
  },
  { name: 'what is not there yet is made', spec: created, want: { password: fresh } },
  {
    name: 'a key that is lacking is made, and those beside it',
    secret: kept,
    spec: created,
    password: { secretKeys: ['password', 'b'] },
    want: { password: fresh, b: fresh },
  },
  {
    name: 'a rewrite is followed',
    secret: existing({ DB_password: 'old-password' }),
    spec: created,
    entry: { rewrite: [{ regexp: { source: '^', target: 'DB_' } }] },
    want: { DB_password: 'old-password' },
  },
  {
    name: 'a template that adds keys leaves it',
    secret: kept,
    spec: { ...created, target: { template: { mergePolicy: 'Merge', data: { url: 'pg://{{ .password }}' } } } },
    want: { password: 'old-password', url: 'pg://old-password' },
  },
  {
    name: 'what a template made of a value does not give it back',
    secret: existing({ url: 'pg://old-password' }),
    spec: { ...created, target: { template: { data: { url: 'pg://{{ .password }}' } } } },
    want: 'GENERATOR_UNSTABLE',
  },
  {
    name: 'a target of another name is looked up by that name',
    secret: kept,
    spec: { ...created, target: { name: 'elsewhere' } },
    want: { password: fresh },
  },
  // A namespace of the same name in the cluster that is asked may be another application's.
  {
    name: 'what Argo CD wrote for the application is its own',
    secret: written('web:/Secret:shop/app'),
    spec: created,
    application: 'web',
    want: { password: 'old-password' },
  },
  {
    name: 'so is what the operator wrote for its ExternalSecret',
    secret: written('web:external-secrets.io/ExternalSecret:shop/app'),
    spec: created,
    application: 'web',
    want: { password: 'old-password' },
  },
  ...[
    { name: 'of nobody', secret: kept },
    { name: 'of another application', secret: written('other:/Secret:shop/app') },
    { name: 'of one that begins alike', secret: written('web2:/Secret:shop/app') },
    { name: 'of another namespace', secret: written('web:/Secret:shop2/app') },
    { name: 'with a label that a chart sets', secret: written('x', { 'app.kubernetes.io/instance': 'web' }) },
    { name: 'with half an annotation', secret: written('web') },
  ].map((row) => ({
    ...row,
    name: `a Secret ${row.name} is not read`,
    spec: created,
    application: 'web',
    want: 'GENERATOR_UNSTABLE',
  })),
];

/** The flags of a configuration that lets a cluster be asked. */
function asking(cluster: HttpFake): readonly string[] {
  const [kubeconfig, config] = [path.join(folder, 'kubeconfig'), path.join(folder, 'config.yaml')];
  writeFileSync(
    kubeconfig,
    JSON.stringify({
      clusters: [{ name: 'c', cluster: { server: cluster.url } }],
      users: [{ name: 'u', user: { token: 't' } }],
      contexts: [{ name: 'm', context: { cluster: 'c', user: 'u' } }],
      'current-context': 'm',
    }),
  );
  const apiVersion = 'external-secrets-render.dev/v1alpha1';
  writeFileSync(config, JSON.stringify({ apiVersion, kind: 'RenderConfig', cluster: { enabled: true, kubeconfig } }));
  return ['--config', config];
}

test.each(cases)('$name', async ({ secret, spec = {}, entry = {}, password = {}, application, want }) => {
  const cluster = await HttpFake.start(({ path: asked }) =>
    asked === '/api/v1/namespaces/shop/secrets/app' && secret !== undefined ? { body: secret } : undefined,
  );
  try {
    const flags = asking(cluster);
    const apiVersion = 'generators.external-secrets.io/v1alpha1';
    const generatorRef = { apiVersion, kind: 'Password', name: 'pw' };
    const documents = [
      { apiVersion, kind: 'Password', metadata: { name: 'pw', namespace: 'shop' }, spec: password },
      {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
        metadata: { name: 'app', namespace: 'shop' },
        spec: { ...spec, dataFrom: [{ sourceRef: { generatorRef }, ...entry }] },
      },
    ];
    const { status, stdout, stderr } = await withEnvironment({}, () =>
      runEsr(['generate', ...flags, '-'], {
        stdin: documents.map((one) => JSON.stringify(one)).join('\n---\n'),
        env: { ARGOCD_APP_NAMESPACE: 'shop', ...(application && { ARGOCD_APP_NAME: application }) },
      }),
    );
    if (typeof want === 'string') {
      expect([status, stdout]).toEqual([1, '']);
      expect(stderr).toContain(want);
      return;
    }
    expect([status, stderr]).toEqual([0, '']);
    const [made] = readStream(stdout);
    const data = Object.entries((made?.['data'] ?? {}) as Record<string, string>);
    expect(Object.fromEntries(data.map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]))).toEqual(
      want,
    );
  } finally {
    await cluster.close();
  }
});

describe('a template in a Secret of the cluster', () => {
  const text = written('web:/Secret:shop/app');
  test.each([
    ['of the application', text, 'web', 0],
    ['of nobody', kept, 'web', 1],
    ['of another application', text, 'shop', 1],
    ['where nobody renders for others', kept, undefined, 0],
  ] as const)('%s', async (_name, secret, application, status) => {
    const cluster = await HttpFake.start(({ path: asked }) =>
      asked === '/api/v1/namespaces/shop/secrets/app' ? { body: secret } : undefined,
    );
    const templateFrom = [{ secret: { name: 'app', items: [{ key: 'password', templateAs: 'Values' }] } }];
    const spec = {
      secretStoreRef: { name: 's' },
      target: { name: 'made', template: { templateFrom } },
      data: [{ secretKey: 'k', remoteRef: { key: 'k' } }],
    };
    const provider = { fake: { data: [{ key: 'k', value: 'v' }] } };
    const documents = [
      { kind: 'SecretStore', metadata: { name: 's', namespace: 'shop' }, spec: { provider } },
      { kind: 'ExternalSecret', metadata: { name: 'made', namespace: 'shop' }, spec },
    ];
    try {
      const flags = asking(cluster);
      const result = await withEnvironment({}, () =>
        runEsr(['generate', ...flags, '-'], {
          stdin: documents
            .map((one) => JSON.stringify({ apiVersion: 'external-secrets.io/v1', ...one }))
            .join('\n---\n'),
          env: { ARGOCD_APP_NAMESPACE: 'shop', ...(application && { ARGOCD_APP_NAME: application }) },
        }),
      );
      expect(result.status).toBe(status);
      if (status === 1) expect(result.stderr).toContain('TEMPLATE_SECRET_TRUSTED');
      expect(result.stdout.includes(base64('old-password'))).toBe(status === 0);
    } finally {
      await cluster.close();
    }
  });
});
