import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Source } from '../../plugin/model/source.ts';
import type { View } from '../../plugin/pipeline/emit/view.ts';
import { renderSources } from '../../plugin/pipeline/pipeline.ts';
import { readStream } from '../support/read-stream.ts';
import { testRun } from '../support/run.ts';

const view: View = { values: 'real', fingerprintKey: Buffer.alloc(1), onlySecrets: false, mask: (text) => text };
const objects = new Map<string, object>([
  ['/api/v1/namespaces/shop/configmaps/tpl', { metadata: { name: 'tpl' }, data: { conf: 'is {{ .k }}' } }],
  ['/api/v1/namespaces/shop', { metadata: { name: 'shop', labels: { tier: 'gold' } } }],
]);

let server: Server;
let folder: string;
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const object = objects.get(request.url ?? '');
    response.writeHead(object === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(object ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  folder = mkdtempSync(path.join(tmpdir(), 'esr-'));
  const { port } = server.address() as AddressInfo;
  writeFileSync(
    path.join(folder, 'kubeconfig'),
    `apiVersion: v1\nkind: Config\ncurrent-context: c\ncontexts: [{name: c, context: {cluster: k, user: u}}]\nclusters: [{name: k, cluster: {server: "http://127.0.0.1:${port}"}}]\nusers: [{name: u, user: {token: cluster-token}}]\n`,
  );
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await new Promise((resolve) => server.close(resolve));
});

const source = (text: string): Source => ({ name: 'app.yaml', bytes: Buffer.from(text), origin: 'input' });
const manifests = (conditions = '') => `apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: {name: s}
spec:
  provider: {fake: {data: [{key: a, value: v}]}}${conditions}
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: e, namespace: shop}
spec:
  secretStoreRef: {name: s, kind: ClusterSecretStore}
  target: {template: {templateFrom: [{configMap: {name: tpl, items: [{key: conf}]}}]}}
  data: [{secretKey: k, remoteRef: {key: a}}]
`;

describe('a cluster that the configuration allows', () => {
  const withCluster = () =>
    testRun({ config: { cluster: { enabled: true, kubeconfig: path.join(folder, 'kubeconfig') } } });

  test('has the ConfigMaps that templateFrom names and nobody else has', async () => {
    const { chunks } = await renderSources([source(manifests())], { view }, withCluster());
    expect(readStream(Buffer.concat(chunks).toString())).toMatchObject([
      { data: { conf: Buffer.from('is v').toString('base64') } },
    ]);
  });

  test('has the labels of namespaces that conditions go by', async () => {
    const conditions = '\n  conditions: [{namespaceSelector: {matchLabels: {tier: gold}}}]';
    await expect(renderSources([source(manifests(conditions))], { view }, withCluster())).resolves.toBeDefined();
  });

  test('is named among the places where a thing was looked for', async () => {
    const text = manifests().replace('name: tpl', 'name: none');
    await expect(renderSources([source(text)], { view }, withCluster())).rejects.toMatchObject({
      code: 'TEMPLATE_SOURCE_MISSING',
      hint: expect.stringContaining('the cluster'),
    });
  });

  test('is not asked without leave', async () => {
    asked.length = 0;
    await expect(renderSources([source(manifests())], { view }, testRun())).rejects.toMatchObject({
      code: 'TEMPLATE_SOURCE_MISSING',
    });
    expect(asked).toEqual([]);
  });
});
