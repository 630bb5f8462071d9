import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { helmCommand } from '../../../plugin/pipeline/load/helm.ts';
import { kustomizeCommands } from '../../../plugin/pipeline/load/kustomize.ts';
import { load } from '../../../plugin/pipeline/load/load.ts';
import { loadPlatform } from '../../../plugin/pipeline/load/load-platform.ts';
import { mountedSecrets } from '../../../plugin/pipeline/load/mounted-secrets.ts';
import { type ConfigParts, testRun } from '../../support/run.ts';

const root = mkdtempSync(path.join(tmpdir(), 'load-'));
// What the tools of a test find in their environment.
let env: Readonly<Record<string, string>> = {};

/** Makes a folder with files; a name may hold folders. */
function folder(name: string, files: Readonly<Record<string, string>>): string {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name, file)), { recursive: true });
    writeFileSync(path.join(root, name, file), text);
  }
  return path.join(root, name);
}

/** Puts programs of a few lines of shell on the PATH, and nothing else but the shell. */
function tools(name: string, scripts: Readonly<Record<string, string>>): void {
  const bin = folder(`bin-${name}`, {
    ...Object.fromEntries(Object.entries(scripts).map(([tool, script]) => [tool, `#!/bin/sh\n${script}\n`])),
    empty: '',
  });
  for (const tool of Object.keys(scripts)) chmodSync(path.join(bin, tool), 0o755);
  env = { PATH: bin };
}

async function loaded(at: string, parts: Parameters<typeof testRun>[0] = {}): Promise<readonly string[]> {
  const sources = await load({ path: at, env }, testRun(parts));
  return sources.map(({ name, bytes }) => `${name.replace(root, '')}: ${bytes.toString().trim()}`);
}

const limits = (part: object): { readonly config: ConfigParts } => ({ config: { limits: part } as ConfigParts });

describe('load()', () => {
  test('reads the manifest files of a folder in the order of their names, and no other', async () => {
    const at = folder('plain', {
      'b.yml': 'b',
      'a.yaml': 'a',
      'c.json': '{}',
      '.hidden.yaml': 'x',
      'notes.md': 'x',
      'd.yaml/e.yaml': 'x',
    });
    expect(await loaded(at)).toEqual(['/plain/a.yaml: a', '/plain/b.yml: b', '/plain/c.json: {}']);
  });

  test('reads a file, whatever it is called', async () => {
    const at = folder('file', { rendered: 'kind: X' });
    expect(await loaded(path.join(at, 'rendered'))).toEqual(['/file/rendered: kind: X']);
  });

  test('warns of a folder without manifests', async () => {
    const run = testRun();
    expect(await load({ path: folder('nothing', { 'README.md': '' }) }, run)).toEqual([]);
    expect(run.warnings.map(({ code }) => code)).toEqual(['NO_MANIFESTS']);
  });

  test.each([
    ['a stream', 'kind: List\n', 'stream'],
    ['a ResourceList', 'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: []\n', 'resource-list'],
    ['a ResourceList in JSON', '{"apiVersion":"config.kubernetes.io/v1","kind":"ResourceList"}', 'resource-list'],
    ['a ConfigMap that shows one', 'kind: ConfigMap\ndata:\n  a: |\n    kind: ResourceList\n', 'stream'],
  ])('takes %s from standard input', async (_name, text, format) => {
    const sources = await load({ path: '-', readStdin: async () => Buffer.from(text) }, testRun());
    expect(sources).toEqual([{ name: '<stdin>', bytes: Buffer.from(text), origin: 'input', format }]);
  });

  test.each(['kustomization.yaml', 'kustomization.yml', 'Kustomization'])('builds a folder with %s', async (file) => {
    const at = folder(`k-${file}`, { [file]: '', 'Chart.yaml': '', 'x.yaml': 'x' });
    tools('both', { kustomize: 'echo "built $*"', kubectl: 'echo no' });
    expect(await loaded(at)).toEqual([`kustomize build /k-${file}: built build ${at}`]);
  });

  test('builds with kubectl where there is no kustomize', async () => {
    const at = folder('k', { 'kustomization.yaml': '' });
    tools('kubectl', { kubectl: 'echo "built $*"' });
    expect(await loaded(at)).toEqual([`kubectl kustomize /k: built kustomize ${at}`]);
  });

  test('renders a chart under the name and namespace of the application', async () => {
    const at = folder('chart', { 'Chart.yaml': '' });
    tools('helm', { helm: 'echo "$*"' });
    const application = { name: 'shop', namespace: 'prod' };
    expect(await loaded(at, { application })).toEqual([
      `helm template /chart: template --name-template=shop --include-crds --namespace=prod ${at}`,
    ]);
  });

  test('says what to install where a tool is missing', async () => {
    const at = folder('k', { 'kustomization.yaml': '' });
    tools('none', {});
    await expect(loaded(at)).rejects.toMatchObject({
      code: 'TOOL_MISSING',
      exitStatus: 2,
      says: `${at} is a kustomization, and there is no kustomize or kubectl to render it`,
    });
  });

  test('shows the beginning of what a failing tool says', async () => {
    const at = folder('k', { 'kustomization.yaml': '' });
    tools('failing', {
      kustomize:
        'echo out; echo "the cause" >&2; i=0; while [ $i -lt 2000 ]; do echo more >&2; i=$((i+1)); done; exit 3',
    });
    const error = await loaded(at).catch((thrown: unknown) => thrown as { readonly says: string });
    expect(error).toMatchObject({ code: 'TOOL_FAILED', exitStatus: 1 });
    const { says } = error as { readonly says: string };
    expect(says.startsWith(`kustomize build ${at} failed (3): the cause\nmore`)).toBe(true);
    expect(says.length).toBeLessThan(4500);
  });

  test('kills a tool at the end of the run', async () => {
    const at = folder('k', { 'kustomization.yaml': '' });
    tools('hanging', { kustomize: 'while :; do :; done' });
    const signal = AbortSignal.timeout(100);
    await expect(loaded(at, { signal })).rejects.toMatchObject({ code: 'RUN_TIMEOUT' });
  });

  test('stops at the size limit, of tools, folders, files and streams', async () => {
    const kustomization = folder('k', { 'kustomization.yaml': '' });
    const plain = folder('large', { 'a.yaml': '12345', 'b.yaml': '67890' });
    tools('large', { kustomize: 'while :; do echo 1234567890; done' });
    const parts = limits({ maxInputBytes: 8 });
    const stdin = () => load({ path: '-', readStdin: async () => Buffer.alloc(9) }, testRun(parts));
    for (const work of [() => loaded(kustomization, parts), () => loaded(plain, parts), stdin]) {
      await expect(work()).rejects.toMatchObject({ code: 'INPUT_TOO_LARGE' });
    }
  });

  test('says when there is no such path', async () => {
    await expect(loaded(path.join(root, 'none'))).rejects.toMatchObject({ code: 'PATH_UNREADABLE', exitStatus: 2 });
  });
});

describe('kustomizeCommands()', () => {
  test('hands every argument over as it is, and takes no path for an option', () => {
    const [first] = kustomizeCommands('-x; rm', { buildOptions: ['--enable-helm'] });
    expect(first).toEqual({ program: 'kustomize', arguments: ['build', '--enable-helm', './-x; rm'] });
  });
});

describe('helmCommand()', () => {
  test.each([
    ['{{ env "HOME" }}', '{{"{{"}} env "HOME" }}'],
    ['{{{ env "HOME" }}', '{{"{{"}}{ env "HOME" }}'],
    ['a{b}', 'a{b}'],
  ])('helm runs no template in the name of a release: %s', (releaseName, want) => {
    expect(helmCommand('chart', { releaseName }).arguments).toContain(`--name-template=${want}`);
  });

  test('writes each option as one word', () => {
    const options = { releaseName: '--x', kubeVersion: '1.32', apiVersions: ['a/v1', 'b/v1'], valueFiles: ['-v'] };
    expect(helmCommand('chart', options).arguments).toEqual([
      'template',
      '--name-template=--x',
      '--include-crds',
      '--kube-version=1.32',
      '--api-versions=a/v1',
      '--api-versions=b/v1',
      '--values=-v',
      'chart',
    ]);
  });
});

describe('loadPlatform()', () => {
  test('loads files and folders as trusted', async () => {
    const at = folder('platform', { 'a.yaml': 'a', 'more/b.yaml': 'b', 'more/..data.yaml': 'x' });
    const { config } = testRun({ config: { stores: [path.join(at, 'a.yaml'), path.join(at, 'more')] } });
    const sources = await loadPlatform(config);
    expect(sources.map(({ bytes, origin }) => [bytes.toString(), origin])).toEqual([
      ['a', 'platform'],
      ['b', 'platform'],
    ]);
  });

  test('refuses a path that is not there', async () => {
    const { config } = testRun({ config: { stores: [path.join(root, 'none')] } });
    await expect(loadPlatform(config)).rejects.toMatchObject({ code: 'PATH_UNREADABLE' });
  });
});

describe('mountedSecrets()', () => {
  const find = mountedSecrets(folder('mounts', { 'ns/db/user': 'ada\n', 'ns/db/..data/x': '', secret: 'x' }));

  test('reads the keys of a mounted Secret, byte for byte', () => {
    expect(find('ns', 'db')).toEqual({ user: Buffer.from('ada\n').toString('base64') });
  });

  test.each([
    ['ns', 'none'],
    ['..', 'mounts'],
    ['ns', '../ns/db'],
    ['ns/..', 'ns'],
    ['', ''],
  ])('finds nothing under %p, %p', (namespace, name) => {
    expect(find(namespace, name)).toBeUndefined();
  });

  test('finds nothing without a directory', () => {
    expect(mountedSecrets(undefined)('ns', 'db')).toBeUndefined();
  });
});
