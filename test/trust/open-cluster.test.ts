import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { clusterLabels } from '../../plugin/pipeline/cluster-labels.ts';
import { openCluster } from '../../plugin/trust/open-cluster.ts';
import { openTransport } from '../../plugin/trust/transport.ts';
import { testRun } from '../support/run.ts';

const place = { file: 'store.yaml' };
const directory = mkdtempSync(path.join(tmpdir(), 'esr-'));
afterAll(() => rmSync(directory, { recursive: true }));

function file(name: string, text: string): string {
  const full = path.join(directory, name);
  writeFileSync(full, text);
  return full;
}
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('openCluster()', () => {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      requests.push(
        `${request.method} ${request.url} ${request.headers.authorization} ${Buffer.concat(parts).toString()}`,
      );
      const answers = new Map<string | undefined, readonly [number, unknown]>([
        ['/api/v1/namespaces/shop/secrets/db', [200, { data: { key: base64('from-cluster') } }]],
        ['/api/v1/namespaces/shop/secrets/denied', [403, { message: 'who are you, token-of-the-user' }]],
        ['/api/v1/namespaces/shop/secrets/html', [200, undefined]],
        ['/api/v1/namespaces/shop/secrets?limit=500', [200, { items: [{ metadata: { name: 'db' } }] }]],
        ['/api/v1/namespaces/denied/secrets?limit=500', [403, { message: 'who are you, token-of-the-user' }]],
        ['/api/v1/namespaces/html/secrets?limit=500', [200, undefined]],
        ['/api/v1/namespaces/none/secrets?limit=500', [200, {}]],
        ['/api/v1/namespaces/odd/secrets?limit=500', [200, { items: [{ metadata: { name: 'db' } }, null] }]],
        ['/api/v1/namespaces/nameless/secrets?limit=500', [200, { items: [{ metadata: {} }] }]],
        ['/api/v1/namespaces/prod', [200, { metadata: { labels: { env: 'prod' } } }]],
        ['/api/v1/namespaces/shop/serviceaccounts/sa/token', [201, { status: { token: 'requested-token' } }]],
      ]);
      const [status, body] = answers.get(request.url) ?? [404, {}];
      response.writeHead(status);
      response.end(body === undefined ? '<html>' : JSON.stringify(body));
    });
  });
  let address = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  async function cluster(user: string, context?: string) {
    const kubeconfig = file(
      'kubeconfig',
      [
        'apiVersion: v1',
        'current-context: main',
        `clusters: [{name: c, cluster: {server: "${address}/"}}]`,
        `users: [{name: u, user: ${user}}]`,
        'contexts: [{name: main, context: {cluster: c, user: u}}]',
      ].join('\n'),
    );
    const transport = await openTransport({ signal: new AbortController().signal, requestTimeoutMs: 1000, env: {} });
    const concealed: string[] = [];
    const sources = {
      env: { ...process.env },
      http: transport.open.http,
      retry: <T>(work: () => Promise<T>) => work(),
      conceal: (value: Uint8Array | string) => void concealed.push(value.toString()),
    };
    const config = { enabled: true, kubeconfig, ...(context === undefined ? {} : { context }) };
    return { opened: await openCluster(config, sources), concealed, close: () => transport.close() };
  }

  file('token-file', 'file-token\n');
  const script =
    "process.stdout.write(JSON.stringify({status: {token: 'exec-token ' + JSON.parse(process.env.KUBERNETES_EXEC_INFO).kind}}))";
  const users = [
    { name: 'a token', user: '{token: user-token}', want: 'Bearer user-token' },
    { name: 'a token file beside it', user: '{tokenFile: token-file}', want: 'Bearer file-token' },
    { name: 'basic', user: '{username: u, password: p}', want: `Basic ${base64('u:p')}` },
    {
      name: 'a program',
      user: `{exec: {command: node, args: [-e, "${script}"]}}`,
      want: 'Bearer exec-token ExecCredential',
    },
    { name: 'nothing', user: '{}', want: 'undefined' },
  ];
  test.each(users)('signs in with $name', async ({ user, want }) => {
    const { opened, close } = await cluster(user);
    const found = (await opened.get('Secret', 'db', 'shop')) as { data: { key: string } };
    expect(found.data.key).toBe(base64('from-cluster'));
    expect(requests.at(-1)).toBe(`GET /api/v1/namespaces/shop/secrets/db ${want} `);
    close();
  });

  test('tells what is not there, refused or not understood apart, without the answer', async () => {
    const { opened, close } = await cluster('{token: t}');
    expect(await opened.get('Secret', 'nope', 'shop')).toBeUndefined();
    expect(await opened.get('Secret', 'denied', 'shop').catch((error: Error) => error)).toMatchObject({
      code: 'CLUSTER_REFUSED',
      says: 'the cluster refused GET secrets shop/denied: 403',
      hint: 'the renderer\'s ServiceAccount needs "get" on secrets',
    });
    expect(await opened.get('Secret', 'html', 'shop').catch((error: Error) => error)).toMatchObject({
      code: 'CLUSTER_ANSWER',
    });
    close();
  });

  test('lists, and tells what is refused or no list apart, without the answer', async () => {
    const { opened, close } = await cluster('{token: t}');
    expect(await opened.list('Secret', 'shop', '')).toEqual([{ metadata: { name: 'db' } }]);
    for (const [namespace, code] of Object.entries({
      denied: 'CLUSTER_REFUSED',
      html: 'CLUSTER_ANSWER',
      none: 'CLUSTER_ANSWER',
      odd: 'CLUSTER_ANSWER',
      nameless: 'CLUSTER_ANSWER',
      elsewhere: 'CLUSTER_REFUSED',
    })) {
      const thrown = await opened.list('Secret', namespace, '').catch((error: Error) => error);
      expect({ namespace, thrown }).toMatchObject({ thrown: { code } });
      expect(JSON.stringify(thrown)).not.toContain('token-of-the-user');
    }
    close();
  });

  test('gives labels of namespaces, and tokens for audiences', async () => {
    const { opened, concealed, close } = await cluster('{token: t}');
    expect(await opened.namespaceLabels('prod')).toEqual({ env: 'prod' });
    expect(await opened.namespaceLabels('nope')).toBeUndefined();
    const reference = { namespace: 'shop', name: 'sa', audiences: ['vault'], place };
    expect(await opened.requestToken(reference)).toBe('requested-token');
    expect(requests.at(-1)).toContain('"spec":{"expirationSeconds":600,"audiences":["vault"]}');
    expect(concealed).toContain('t');
    close();
  });

  const broken = [
    { name: 'no such context', user: '{}', context: 'nope', says: 'it has no context "nope"' },
    { name: 'a program that fails', user: '{exec: {command: "false"}}', says: 'false failed' },
    {
      name: 'a program that says nothing of use',
      user: '{exec: {command: echo, args: [secret-words]}}',
      says: 'echo gave no ExecCredential',
    },
    {
      name: 'an old provider',
      user: '{auth-provider: {name: gcp}}',
      says: 'auth-provider is no longer supported by Kubernetes',
    },
    {
      name: 'a certificate that is not there',
      user: '{client-certificate: nope.crt, client-key: nope.key}',
      says: 'nope.crt cannot be read',
    },
  ];
  test.each(broken)('refuses $name', async ({ user, context, says }) => {
    const error = await cluster(user, context).catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ code: 'KUBECONFIG' });
    expect((error as Error).message).toContain(says);
    expect((error as Error).message).not.toContain('secret-words');
  });
});

describe('clusterLabels()', () => {
  test('asks only where the configuration allows it, and never to validate', () => {
    const cluster = { enabled: true };
    expect(clusterLabels(testRun({ config: { cluster } }))).toBeDefined();
    expect(clusterLabels(testRun({ config: { cluster }, purpose: 'validate' }))).toBeUndefined();
    expect(clusterLabels(testRun())).toBeUndefined();
  });

  test('says what is wrong with the way to the cluster', async () => {
    const ask = clusterLabels(testRun({ config: { cluster: { enabled: true, kubeconfig: '/nope' } } }), {});
    await expect(ask?.('prod')).rejects.toMatchObject({ code: 'KUBECONFIG' });
  });
});
