import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { JsonObject } from '../../../plugin/model/document.ts';
import { readStream } from '../../support/read-stream.ts';
import { runEsr } from '../../support/run-esr.ts';
import { storedForm } from '../../support/stored-form.ts';

// What is written is what the API server stores, so that nothing is ever OutOfSync; and it is the same at each render.

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => path.join(folder, file));

const reports = filesBelow('test/reports').map((file) => ({ name: path.basename(file), manifests: [file] }));
const examples = [
  {
    name: 'kustomize-example',
    manifests: [...filesBelow('kustomize-example/base'), 'kustomize-example/overlays/offline/stores.yaml'].filter(
      (file) => !file.endsWith('kustomization.yaml'),
    ),
  },
  {
    name: 'argocd-example, plain',
    manifests: [...filesBelow('argocd-example/apps/plain'), 'argocd-example/offline/stores.yaml'],
  },
];

const root = mkdtempSync(path.join(tmpdir(), 'esr-stored-'));
afterAll(() => rmSync(root, { recursive: true }));
const config = path.join(root, 'config.yaml');
// As the recorded cases are rendered, but for what may change at each render.
writeFileSync(config, readFileSync('test/conformance/config.yaml', 'utf8').replace('random: allow', 'random: refuse'));
/** Only our keys of a Secret, which the server adds to its own. */
const isPatch = (secret: JsonObject) => JSON.stringify(secret['metadata']).includes('ServerSideApply=true');

async function rendered(manifests: readonly string[], flags: readonly string[]) {
  const stdin = manifests.map((file) => readFileSync(file, 'utf8')).join('\n---\n');
  return runEsr(['generate', '-', ...flags], { stdin });
}

describe.each([
  { settings: 'the defaults', flags: [] },
  { settings: "the operator's bookkeeping", flags: ['--config', config] },
])('with $settings', ({ flags }) => {
  test.each([...reports, ...examples])('$name', async ({ manifests }) => {
    const first = await rendered(manifests, flags);
    const second = await rendered(manifests, flags);
    expect(second).toEqual(first);
    const secrets = readStream(first.stdout).filter((document) => document['kind'] === 'Secret' && !isPatch(document));
    expect(secrets).toEqual(secrets.map(storedForm));
    // `data` alone: Argo CD and the API server do not take away what has left `stringData`.
    for (const secret of secrets) expect(Object.keys(secret)).not.toContain('stringData');
  });
});

test('a Secret without a value has no data', async () => {
  const stdin = `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: e}
spec:
  secretStoreRef: {name: s, kind: ClusterSecretStore}
  target: {template: {templateFrom: [{literal: "{}", target: Data}]}}
  data: [{secretKey: k, remoteRef: {key: a}}]
`;
  const { stdout } = await runEsr(['generate', '-', '--offline'], { stdin });
  const secrets = readStream(stdout);
  expect(secrets).toEqual(secrets.map(storedForm));
});
