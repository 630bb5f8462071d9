import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { JsonObject } from '../../plugin/model/document.ts';
import { readStream } from '../support/read-stream.ts';
import { runEsr } from '../support/run-esr.ts';

const storeSpec = 'spec: {provider: {fake: {data: [{key: a, value: hunter2-value}]}}}';
const store = `apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: {name: s}
${storeSpec}
`;
const es = ({ name = 'e', key = 'a', annotations = '' } = {}) => `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  name: ${name}
  namespace: shop
  annotations: {config.kubernetes.io/path: es.yaml, config.kubernetes.io/index: '3'${annotations}}
spec:
  secretStoreRef: {name: s, kind: ClusterSecretStore}
  data: [{secretKey: k, remoteRef: {key: ${key}}}]
`;
const other = 'apiVersion: v1\nkind:   ConfigMap   # odd\nmetadata: {name: o}\n';
const settings = (text = '') =>
  `apiVersion: external-secrets-render.dev/v1alpha1\nkind: RenderConfig\nmetadata: {name: r}\n${text}`;
const indented = (text: string, by: string) => text.replace(/^(?=.)/gm, by);
const items = (...documents: readonly string[]) =>
  documents.map((text) => `- ${indented(text, '  ').slice(2)}`).join('');
const list = (documents: readonly string[], config?: string) =>
  `apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:${documents.length === 0 ? ' []' : ''}\n${items(...documents)}${
    config === undefined ? '' : `functionConfig:\n${indented(config, '  ')}`
  }`;
const value = 'aHVudGVyMi12YWx1ZQ==';

const root = mkdtempSync(path.join(tmpdir(), 'esr-krm-'));
afterAll(() => rmSync(root, { recursive: true }));

function file(name: string, text: string): string {
  const target = path.join(root, name);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
  return target;
}

const inList = (stdout: string) =>
  readStream(stdout).map(({ kind, metadata }) => `${kind} ${(metadata as JsonObject)['name']}`);

describe('a transformer', () => {
  const secret = `apiVersion: v1
kind: Secret
metadata:
  name: e
  namespace: shop
  annotations:
    config.kubernetes.io/index: "3"
    config.kubernetes.io/path: es.yaml
type: Opaque
data:
  k: "${value}"
`;

  test.each([
    ['no functionConfig', undefined],
    ['one of another group', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n'],
    ['a RenderConfig', settings('emit: {keep: false}\n')],
  ])('writes Secrets where ExternalSecrets stood, every other byte stays: %s', async (_name, config) => {
    const stdin = list([other, store, es(), other], config);
    const result = await runEsr(['krm'], { stdin });
    expect(result).toMatchObject({ status: 0, stderr: '', writes: 1 });
    expect(result.stdout).toBe(list([other, secret, other], config));
  });

  test.each([
    ['without a word', []],
    ['by its name', ['krm']],
  ])('runs %s', async (_name, argv) => {
    const { status, stdout } = await runEsr(argv, { stdin: list([store, es()]) });
    expect([status, stdout]).toEqual([0, list([secret])]);
  });

  test('leaves ten thousand other items byte for byte', async () => {
    const many = Array.from({ length: 10_000 }, (_, index) => other.replace('name: o', `name: o${index}`));
    const { stdout } = await runEsr(['krm'], { stdin: list([...many, store, es()], settings()) });
    expect(stdout).toBe(list([...many, secret], settings()));
  });

  test('reads JSON too', async () => {
    const item = { apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', metadata: { name: 'e' } };
    const spec = { secretStoreRef: { name: 's' }, data: [{ secretKey: 'k', remoteRef: { key: 'a' } }] };
    const stdin = JSON.stringify({
      apiVersion: 'config.kubernetes.io/v1',
      kind: 'ResourceList',
      items: [{ ...item, spec }],
      functionConfig: { apiVersion: 'external-secrets-render.dev/v1alpha1', kind: 'RenderConfig', offline: true },
    });
    const { status, stdout } = await runEsr([], {
      stdin: stdin.replace('{"name":"s"}', '{"name":"s","kind":"SecretStore"}'),
    });
    expect([status, JSON.parse(stdout).items[0].kind]).toEqual([0, 'Secret']);
  });

  test('renders files beside the items, and adds what comes of them', async () => {
    const folder = path.dirname(file('beside/es.yaml', `${es({ name: 'f' })}---\n${other}`));
    const config = settings(`files: ["${folder}"]\nstores: ["${file('stores.yaml', store)}"]\n`);
    for (const stdin of [list([other, es()], config), list([es()], config), list([], config)]) {
      const result = await runEsr([], { stdin });
      expect(result).toMatchObject({ status: 0, stderr: '' });
      expect(inList(result.stdout).slice(-2)).toEqual(['Secret f', 'ConfigMap o']);
    }
  });

  test('drops what only a generator acts on', async () => {
    const { stdout } = await runEsr([], {
      stdin: list([
        store,
        es({ annotations: ', kustomize.config.k8s.io/needs-hash: "true", config.kubernetes.io/local-config: "true"' }),
        other,
      ]),
    });
    expect(stdout).toBe(list([secret, other]));
  });
});

describe('a generator', () => {
  const wish = ', kustomize.config.k8s.io/needs-hash: "true", config.kubernetes.io/local-config: "true"';
  const stores = file('stores.yaml', store);
  const config = file(
    'config.yaml',
    `apiVersion: external-secrets-render.dev/v1alpha1\nkind: RenderConfig\nstores: [stores.yaml]\n`,
  );

  test('an ExternalSecret: among the items as kustomize has it, or not as kpt has it', async () => {
    const document = es({ annotations: `${wish}, external-secrets-render.dev/config: '${config}'` });
    for (const documents of [[document], []]) {
      const result = await runEsr([], { stdin: list(documents, document) });
      expect(result).toMatchObject({ status: 0, stderr: '' });
      const [secret, ...rest] = readStream(result.stdout);
      expect(rest).toEqual([]);
      expect(secret).toMatchObject({
        kind: 'Secret',
        data: { k: value },
        metadata: { annotations: { 'kustomize.config.k8s.io/needs-hash': 'true' } },
      });
      expect(result.stdout.slice(0, result.stdout.indexOf('functionConfig'))).not.toContain('local-config');
    }
  });

  test('a RenderConfig that names files', async () => {
    const files = [file('gen.yaml', es({ name: 'g', annotations: wish }))];
    const document = settings(`stores: ["${stores}"]\nfiles: ["${files[0]}"]\n`);
    const result = await runEsr([], { stdin: list([document], document) });
    expect(inList(result.stdout)).toEqual(['RenderConfig r', 'Secret g']);
    expect(result.stdout).toContain('needs-hash');
  });

  test('a JSON list gets JSON items', async () => {
    const files = [file('gen2.yaml', `${es({ name: 'g' })}---\n${other}`)];
    const document = {
      apiVersion: 'external-secrets-render.dev/v1alpha1',
      kind: 'RenderConfig',
      stores: [stores],
      files,
    };
    for (const already of [[], [{ kind: 'X' }]]) {
      const stdin = JSON.stringify({ kind: 'ResourceList', items: already, functionConfig: document });
      const { items: made } = JSON.parse((await runEsr(['krm'], { stdin })).stdout);
      expect(made.slice(already.length)).toMatchObject([{ kind: 'Secret' }, { kind: 'ConfigMap' }]);
    }
  });

  test('nothing to generate is an error', async () => {
    const result = await runEsr([], { stdin: list([settings()], settings()) });
    expect(result).toMatchObject({ status: 2, stdout: '' });
    expect(result.stderr).toContain('NOTHING_TO_GENERATE');
  });
});

describe('a validator', () => {
  const stdin = (key: string) => list([store, es({ key }), other], settings('mode: validate\n'));

  test('gives no items back: kustomize takes an echo for a change', async () => {
    const result = await runEsr([], { stdin: stdin('a') });
    expect(result).toMatchObject({
      status: 0,
      stdout: 'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: []\n',
    });
  });

  test('fails where something is wrong', async () => {
    const result = await runEsr([], { stdin: stdin('""') });
    expect(result).toMatchObject({ status: 1, stdout: '' });
  });
});

describe('a legacy plugin', () => {
  const env = { KUSTOMIZE_PLUGIN_CONFIG_ROOT: '/' };

  test('transforms a stream', async () => {
    const config = file('legacy.yaml', settings('argsOneLiner: x\n'));
    const { status, stdout } = await runEsr([config], { env, stdin: `${other}---\n${store}---\n${es()}` });
    expect([status, readStream(stdout).map(({ kind }) => kind)]).toEqual([0, ['ConfigMap', 'Secret']]);
  });

  test('generates from an ExternalSecret, or from files', async () => {
    file('gen3.yaml', es());
    const config = file('render.yaml', settings('stores: [stores.yaml]\n'));
    const own = file('es.yaml', es({ annotations: `, external-secrets-render.dev/config: '${config}'` }));
    const stores = path.join(root, 'stores.yaml');
    const inline = file(
      'render2.yaml',
      settings(`files: ["${path.join(root, 'gen3.yaml')}"]\nstores: ["${stores}"]\n`),
    );
    for (const word of [inline, own]) {
      const { status, stdout } = await runEsr([word], { env });
      expect([status, readStream(stdout)]).toMatchObject([0, [{ kind: 'Secret', data: { k: value } }]]);
    }
  });

  test('takes flags from argsOneLiner', async () => {
    const config = file('es2.yaml', es());
    const { status, stdout } = await runEsr([config, '--offline'], { env });
    expect([status, readStream(stdout)]).toMatchObject([0, [{ kind: 'Secret' }]]);
  });

  test('a misspelt command is no plugin', async () => {
    expect(await runEsr(['generat'])).toMatchObject({ status: 2 });
  });
});

describe('results', () => {
  test('warnings, with file and index of their item', async () => {
    const odd = es().replace('spec:\n', 'spec:\n  refreshIntervall: 1h\n');
    const { status, stdout } = await runEsr([], { stdin: list([store, odd, other], settings()) });
    expect(status).toBe(0);
    const [, results] = stdout.split('\nresults:\n');
    expect(results).toMatch(/^ {2}- message: "?unknown field spec\.refreshIntervall/);
    expect(results).toContain('severity: warning');
    expect(results).toContain('file:\n      path: es.yaml\n      index: 3\n');
    expect(results).toContain('resourceRef:\n      apiVersion: external-secrets.io/v1\n      kind: ExternalSecret\n');
    expect(inList(stdout)).toEqual(['Secret e', 'ConfigMap o']);
  });

  test('errors leave nothing on stdout', async () => {
    const result = await runEsr([], { stdin: list([store, es({ key: 'nope' })]) });
    expect(result).toMatchObject({ status: 1, stdout: '', writes: 0 });
  });

  test('errors as results where they are asked for: the list as it came, and no value', async () => {
    const stdin = list([store, es(), es({ name: 'f', key: 'nope' })]);
    const result = await runEsr(['krm', '--error-results'], { stdin });
    expect(result.status).toBe(1);
    expect(result.stdout.startsWith(stdin)).toBe(true);
    const [, results = ''] = result.stdout.split('\nresults:\n');
    expect(results).toContain('severity: error');
    expect(results).toContain('name: f');
    expect(results).toContain('path: es.yaml');
    expect(results).not.toContain('hunter2');
    expect(result.stdout).not.toContain(value);
  });
});

describe('the configuration', () => {
  const platform = () => ({
    ESR_CONFIG: file('platform/config.yaml', 'apiVersion: external-secrets-render.dev/v1alpha1\nkind: RenderConfig\n'),
  });

  test.each([
    ['an unknown key', settings('filez: []\n'), 'did you mean "files"?'],
    ['another kind of ours', settings().replace('kind: RenderConfig', 'kind: Render'), 'FUNCTION_CONFIG_KIND'],
    ['a wrong mode', settings('mode: check\n'), 'mode'],
  ])('%s is refused', async (_name, config, says) => {
    const result = await runEsr([], { stdin: list([other], config) });
    expect(result).toMatchObject({ status: 2, stdout: '' });
    expect(result.stderr).toContain(says);
  });

  test.each([
    ['policy', 'policy: {inputStores: allow}\n'],
    ['stores', 'stores: [x.yaml]\n'],
    ['credentials', 'credentials: {mode: ambient}\n'],
    ['limits', 'limits: {timeout: 1h}\n'],
  ])("%s is the platform's to say where it has a configuration", async (key, text) => {
    const result = await runEsr([], { env: platform(), stdin: list([store, es()], settings(text)) });
    expect(result).toMatchObject({ status: 2, stdout: '' });
    expect(result.stderr).toContain(`CONFIG_PLATFORM_DECIDES: ${key} is for`);
  });

  test.each([
    ['--config', ['--config', 'own.yaml']],
    ['--namespace', ['--namespace', 'payments']],
  ])('so are the arguments of a plugin, which stand in the kustomization: %s', async (flag, words) => {
    const result = await runEsr(['krm', ...words], { env: platform(), stdin: list([store, es()]) });
    expect(result).toMatchObject({ status: 2, stdout: '' });
    expect(result.stderr).toContain(`CONFIG_PLATFORM_DECIDES: ${flag} is for`);
  });

  test('and under Argo CD the kustomization decides nothing, whether the platform has a file or not', async () => {
    const text = 'policy: {inputStores: allow}\n';
    const env = { ARGOCD_APP_NAME: 'shop', ARGOCD_APP_NAMESPACE: 'shop' };
    const result = await runEsr([], { env, stdin: list([store, es()], settings(text)) });
    expect(result).toMatchObject({ status: 2, stdout: '' });
    expect(result.stderr).toContain('CONFIG_PLATFORM_DECIDES: policy is for');
  });

  describe('in a repository', () => {
    const before = process.cwd();
    beforeAll(() => {
      mkdirSync(path.join(root, 'repository', '.git'), { recursive: true });
      mkdirSync(path.join(root, 'repository', 'app'));
      symlinkSync(file('outside.yaml', es()), path.join(root, 'repository', 'app', 'link.yaml'));
      process.chdir(path.join(root, 'repository', 'app'));
    });
    afterAll(() => process.chdir(before));

    test("files, offline and mode are the kustomization's", async () => {
      const text = `files: ["${file('repository/p.yaml', es())}"]\noffline: true\nmode: render\n`;
      const result = await runEsr([], { env: platform(), stdin: list([other], settings(text)) });
      expect(result).toMatchObject({ status: 0 });
    });

    test.each([
      ['files', () => `files: ["${file('outside.yaml', es())}"]\n`],
      ['files, by a way up', () => 'files: [../../outside.yaml]\n'],
      ['files, by a link', () => 'files: [link.yaml]\n'],
      ['values', () => `values: "${file('outside.yaml', 's: {k: v}\n')}"\n`],
      ['a file of the process', () => 'values: /proc/self/environ\n'],
    ])('but nothing outside of it: %s', async (_name, text) => {
      const result = await runEsr([], { env: platform(), stdin: list([other], settings(text())) });
      expect(result).toMatchObject({ status: 1, stdout: '' });
      expect(result.stderr).toContain('PATH_OUTSIDE');
    });
  });
});
