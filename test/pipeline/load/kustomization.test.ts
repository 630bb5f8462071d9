import { existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { documentError } from '../../../plugin/errors/document.ts';
import type { JsonObject } from '../../../plugin/model/document.ts';
import { editKustomization, type KustomizationEdit } from '../../../plugin/pipeline/load/edit-kustomization.ts';
import { fetchDependencies } from '../../../plugin/pipeline/load/fetch-dependencies.ts';
import { helmCommand } from '../../../plugin/pipeline/load/helm.ts';
import { inside } from '../../../plugin/pipeline/load/inside.ts';
import { toolEnvironment } from '../../../plugin/pipeline/load/tool-environment.ts';
import { withKustomization } from '../../../plugin/pipeline/load/with-kustomization.ts';
import { readStream } from '../../support/read-stream.ts';

const root = mkdtempSync(path.join(tmpdir(), 'kustomization-'));

describe('editKustomization()', () => {
  const rows: readonly { name: string; value?: JsonObject; edit: KustomizationEdit; want: JsonObject }[] = [
    { name: 'nothing', value: { resources: ['a'] }, edit: {}, want: { resources: ['a'] } },
    {
      name: 'single fields replace',
      value: { namePrefix: 'a-' },
      edit: { namePrefix: 'b-', nameSuffix: '-c', namespace: 'n' },
      want: { namePrefix: 'b-', nameSuffix: '-c', namespace: 'n' },
    },
    {
      name: 'an image replaces the entry of its name and leaves others',
      value: {
        images: [
          { name: 'a', newTag: '1' },
          { name: 'b', newTag: '1' },
        ],
      },
      edit: {
        images: [
          { name: 'a', newName: 'x' },
          { name: 'c', newTag: '2', digest: 'd' },
        ],
      },
      want: {
        images: [
          { name: 'b', newTag: '1' },
          { name: 'a', newName: 'x' },
          { name: 'c', digest: 'd' },
        ],
      },
    },
    { name: 'replicas', edit: { replicas: new Map([['web', 2]]) }, want: { replicas: [{ name: 'web', count: 2 }] } },
    {
      name: 'labels go into selectors unless told otherwise',
      value: { labels: [{ pairs: { x: 'y' } }] },
      edit: { commonLabels: new Map([['a', 'b']]), labelSelectors: false },
      want: { labels: [{ pairs: { x: 'y' } }, { pairs: { a: 'b' }, includeSelectors: false, includeTemplates: true }] },
    },
    {
      name: 'annotations',
      value: { commonAnnotations: { a: '1', b: '1' } },
      edit: { commonAnnotations: new Map([['a', '2']]) },
      want: { commonAnnotations: { a: '2', b: '1' } },
    },
    {
      name: 'patches and components are added',
      value: { patches: [{ path: 'p' }], components: ['c'] },
      edit: { patches: [{ patch: 'x' }], components: ['c', 'd'] },
      want: { patches: [{ path: 'p' }, { patch: 'x' }], components: ['c', 'd'] },
    },
  ];
  test.each(rows)('$name', ({ value = {}, edit, want }) => {
    expect(editKustomization(value, edit)).toEqual(want);
  });
});

describe('withKustomization()', () => {
  const file = path.join(root, 'kustomization.yaml');
  const original = 'resources:\n- a # kept\nhuge: 12345678901234567890\n';
  const edit = { namePrefix: 'p-' };

  test('shows the changed file to the work, and puts the first one back', async () => {
    writeFileSync(file, original);
    const seen = await withKustomization({ folder: root, name: 'kustomization.yaml', edit }, async () =>
      readFileSync(file, 'utf8'),
    );
    expect(readStream(seen)[0]).toMatchObject({ namePrefix: 'p-', resources: ['a'] });
    expect(seen).toContain(':12345678901234567890');
    expect([readFileSync(file, 'utf8'), readdirSync(root)]).toEqual([original, ['kustomization.yaml']]);
  });

  test('puts it back after a failure', async () => {
    writeFileSync(file, original);
    const failing = withKustomization({ folder: root, name: 'kustomization.yaml', edit }, () =>
      Promise.reject(new Error('x')),
    );
    await expect(failing).rejects.toThrow('x');
    expect(readFileSync(file, 'utf8')).toBe(original);
  });

  test('writes through no link', async () => {
    writeFileSync(path.join(root, 'real.yaml'), original);
    symlinkSync('real.yaml', path.join(root, 'Kustomization'));
    await withKustomization({ folder: root, name: 'Kustomization', edit }, async () => undefined);
    expect(readFileSync(path.join(root, 'real.yaml'), 'utf8')).toBe(original);
    expect(lstatSync(path.join(root, 'Kustomization')).isSymbolicLink()).toBe(true);
  });
});

describe('helmCommand()', () => {
  const words = (options: Parameters<typeof helmCommand>[1]) => helmCommand('c', options).arguments.slice(2, -1);
  test.each([
    [
      { skipCrds: true, skipTests: true, skipSchemaValidation: true },
      ['--skip-crds', '--skip-tests', '--skip-schema-validation'],
    ],
    [{ set: new Map([['a', 'x,y\\,z']]) }, ['--include-crds', '--set=a=x\\,y\\,z']],
    [{ set: new Map([['a', '{x,y}']]) }, ['--include-crds', '--set=a={x,y}']],
    [{ setString: new Map([['a.b', '1']]) }, ['--include-crds', '--set-string=a.b=1']],
    [{ valueFiles: ['a,/etc/passwd', 'b"c'] }, ['--include-crds', '--values="a,/etc/passwd"', '--values="b""c"']],
  ])('%j', (options, want) => {
    expect(words(options)).toEqual(want);
  });

  test('hands inline values over on standard input, behind the files', () => {
    const command = helmCommand('c', { values: 'a: b', valueFiles: ['f'], set: new Map([['a', 'c']]) });
    expect(command.arguments.slice(3, -1)).toEqual(['--values=f', '--values=-', '--set=a=c']);
    expect(command.stdin?.toString()).toBe('a: b');
  });
});

describe('toolEnvironment()', () => {
  test('keeps what a tool needs, and no credential', () => {
    const env = {
      PATH: '/bin',
      HOME: '/h',
      https_proxy: 'p',
      ARGOCD_ENV_X: 'x',
      GIT_ASKPASS: 'argocd',
      AWS_SECRET_ACCESS_KEY: 's',
      VAULT_TOKEN: 's',
      ESR_CONFIG: 'c',
      HELM_KUBETOKEN: 's',
      KUBECONFIG: 'k',
      GOOGLE_APPLICATION_CREDENTIALS: 'g',
      AZURE_CLIENT_SECRET: 's',
    };
    expect(Object.keys(toolEnvironment(env)).sort()).toEqual([
      'ARGOCD_ENV_X',
      'GIT_ASKPASS',
      'HELM_PLUGINS',
      'HOME',
      'PATH',
      'https_proxy',
    ]);
  });

  test.each([
    [{ HOME: '/h' }, '/h/.local/share/helm/plugins'],
    [{ HOME: '/h', XDG_DATA_HOME: '/d' }, '/d/helm/plugins'],
    [{ HOME: '/h', HELM_DATA_HOME: '/e' }, '/e/plugins'],
    [{ HOME: '/h', HELM_PLUGINS: '/p' }, '/p'],
  ])('names the folder of helm plugins outright: %j', (env, want) => {
    expect(toolEnvironment(env)['HELM_PLUGINS']).toBe(want);
  });
});

describe('inside()', () => {
  test('takes what lies below, also through a link that stays', async () => {
    expect(existsSync(await inside(root, path.join(root, 'Kustomization'), 'x'))).toBe(true);
  });

  test.each(['..', '../x', '/etc/passwd'])('refuses %s', async (name) => {
    await expect(inside(root, path.resolve(root, name), name)).rejects.toMatchObject({ code: 'PATH_OUTSIDE' });
  });

  test('refuses a link that leads out, and says where nothing is', async () => {
    symlinkSync('/etc', path.join(root, 'out'));
    await expect(inside(root, path.join(root, 'out/passwd'), 'x')).rejects.toMatchObject({ code: 'PATH_OUTSIDE' });
    await expect(inside(root, path.join(root, 'none'), 'x')).rejects.toMatchObject({ code: 'PATH_UNREADABLE' });
  });
});

describe('fetchDependencies()', () => {
  const chart = mkdtempSync(path.join(tmpdir(), 'chart-'));
  const missing = 'An error: found in Chart.yaml, but missing in charts/ directory: part';
  const failure = (said: string) => documentError('TOOL_FAILED', { command: 'helm', status: 1, said, cut: false });

  test('makes repositories known, fetches, and renders again', async () => {
    const dependency = (repository: string) => `{name: a, version: 1.0.0, repository: "${repository}"}`;
    const repositories = ['https://charts.example/a', 'oci://r/b', 'file://../c', 'https://charts.example/a'];
    writeFileSync(path.join(chart, 'Chart.yaml'), `dependencies: [${repositories.map(dependency).join(', ')}]\n`);
    const calls: string[] = [];
    const source = { name: 'x', bytes: Buffer.alloc(0), origin: 'input' } as const;
    const given = await fetchDependencies(
      chart,
      async ({ arguments: words }) => void calls.push(words.join(' ').replaceAll(chart, 'CHART')),
      async () => {
        if (calls.length === 0) throw failure(missing);
        return source;
      },
    );
    expect(given).toBe(source);
    expect(calls).toEqual([
      expect.stringMatching(/^repo add --force-update esr-[0-9a-f]{12} https:\/\/charts\.example\/a$/),
      'dependency build CHART',
    ]);
  });

  test('leaves other failures alone', async () => {
    const render = () => Promise.reject(failure('something else'));
    await expect(fetchDependencies(chart, () => Promise.reject(new Error('asked')), render)).rejects.toMatchObject({
      code: 'TOOL_FAILED',
    });
  });
});
