import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BuiltEsr, buildEsr } from '../support/built-esr.ts';
import { readStream } from '../support/read-stream.ts';
import { runEsr } from '../support/run-esr.ts';
import { describeWith, toolPath } from '../support/tools.ts';

const root = mkdtempSync(path.join(tmpdir(), 'esr-helm-'));
const chart = 'argocd-example/apps/helm';
let esr: BuiltEsr;
beforeAll(() => {
  esr = buildEsr();
  mkdirSync(path.join(root, 'plugins'));
  symlinkSync(path.resolve('helm-plugin'), path.join(root, 'plugins/external-secrets-render'));
});
afterAll(() => {
  esr.remove();
  rmSync(root, { recursive: true });
});

function helm(program: string, words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(toolPath(program) ?? program, ['template', 'web', chart, ...words], {
    encoding: 'utf8',
    env: {
      HOME: root,
      // Helm 3 does not read what Helm 4 calls a plugin.
      HELM_PLUGINS: path.join(root, program === 'helm4' ? 'plugins' : 'none'),
      PATH: `${esr.bin}:${process.env['PATH']}`,
      ESR_CONFIG: 'argocd-example/offline/config.yaml',
    },
  });
  return { status, stdout, stderr };
}

describeWith(['helm'], 'the post-renderer of Helm 3', () => {
  const words = ['--post-renderer', 'esr', '--post-renderer-args', 'generate', '--post-renderer-args', '-'];

  test('gives what the pipe gives, comments included', async () => {
    const { status, stdout, stderr } = helm('helm', words);
    expect([status, stderr]).toEqual([0, '']);
    const env = { ESR_CONFIG: 'argocd-example/offline/config.yaml' };
    const piped = await runEsr(['generate', '-'], { stdin: helm('helm', []).stdout, env });
    expect(stdout).toBe(piped.stdout);
    expect(stdout).toContain('# Source: web/templates/web.yaml');
    expect(readStream(stdout).map(({ kind }) => kind)).toEqual(['Deployment', 'Secret']);
    expect(helm('helm', words).stdout).toBe(stdout);
  });

  test('fails with the cause, and prints nothing', () => {
    const { status, stdout, stderr } = helm('helm', [...words, '--set', 'secretKey=shop/none']);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('shop/none');
    expect(stderr).not.toContain('example-only');
  });
});

// Put beside the others under this name: both versions are called helm.
describeWith(['helm4'], 'the post-renderer plugin of Helm 4', () => {
  const words = ['--post-renderer', 'external-secrets-render'];

  test('renders, and keeps each document in its file', () => {
    const { status, stdout } = helm('helm4', words);
    expect(status).toBe(0);
    expect(
      readStream(stdout)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['Deployment', 'Secret']);
    expect(stdout).toMatch(/# Source: web\/templates\/database\.yaml\n(?:.*\n)*?kind: Secret/);
    expect(stdout).not.toContain('generated-by-postrender');
  });

  test('fails where a value is missing', () => {
    expect(helm('helm4', [...words, '--set', 'secretKey=shop/none'])).toMatchObject({ status: 1, stdout: '' });
  });
});

describe('the file name of Helm 4', () => {
  test.each(['', '\n  target: {template: {metadata: {annotations: {a: b}}}}'])(
    'stays on the Secret: target%j',
    async (target) => {
      const name = 'postrenderer.helm.sh/postrender-filename';
      const stdin = `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: e, annotations: {${name}: web/templates/e.yaml}}
spec:
  secretStoreRef: {name: s, kind: ClusterSecretStore}${target}
  data: [{secretKey: k, remoteRef: {key: a}}]
`;
      const { stdout } = await runEsr(['generate', '-', '--offline'], { stdin });
      expect(readStream(stdout)[0]).toMatchObject({ metadata: { annotations: { [name]: 'web/templates/e.yaml' } } });
    },
  );
});
