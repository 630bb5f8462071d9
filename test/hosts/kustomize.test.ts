import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { JsonObject } from '../../plugin/model/document.ts';
import { type BuiltEsr, buildEsr } from '../support/built-esr.ts';
import { readStream } from '../support/read-stream.ts';
import { describeWith, toolPath } from '../support/tools.ts';

// Real tools: what is compared here is what users of these versions see.

const root = mkdtempSync(path.join(tmpdir(), 'esr-kustomize-'));
let esr: BuiltEsr;
beforeAll(() => {
  esr = buildEsr();
});
afterAll(() => {
  esr.remove();
  rmSync(root, { recursive: true });
});

const exec = ['--enable-alpha-plugins', '--enable-exec'];
const legacy = ['--enable-alpha-plugins'];

function build(
  folder: string,
  {
    flags = exec,
    tool = ['kustomize', 'build'],
    env = {},
  }: {
    readonly flags?: readonly string[];
    readonly tool?: readonly [string, string];
    readonly env?: Readonly<Record<string, string>>;
  } = {},
) {
  const [program, verb] = tool;
  const { status, stdout, stderr } = spawnSync(toolPath(program) ?? program, [verb, ...flags, folder], {
    encoding: 'utf8',
    env: { HOME: root, PATH: `${esr.bin}:${process.env['PATH']}`, ...env },
  });
  return { status, stdout, stderr };
}

/** Makes a kustomization; values of files are texts. */
function kustomization(name: string, files: Readonly<Record<string, string>>): string {
  const folder = path.join(root, name);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  return folder;
}

const functionOf = (word = 'esr') => `config.kubernetes.io/function: "exec: {path: ${word}}"`;
const settings = (text = '', annotation = functionOf()) =>
  `apiVersion: external-secrets-render.dev/v1alpha1\nkind: RenderConfig\nmetadata:\n  name: r\n  annotations: {${annotation.replace(/^(.*?): /, "'$1': ")}}\n${text}`;
const stores = `apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: {name: s}
spec: {provider: {fake: {data: [{key: a, value: hunter2}]}}}
`;
const es = ({ name = 'db', annotations = '', target = '' } = {}) => `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  name: ${name}
  annotations: {example.com/kept: "yes"${annotations}}
spec:
  secretStoreRef: {name: s, kind: ClusterSecretStore}${target}
  data: [{secretKey: k, remoteRef: {key: a}}]
`;
const pod = (secret = 'db') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers: [{name: c, image: i, envFrom: [{secretRef: {name: ${secret}}}]}]
`;
const kustomizationOf = (text: string) => `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n${text}`;

/** Names of the Secret, and of what the Deployment refers to. */
function names(stdout: string): { readonly secret: unknown; readonly used: unknown; readonly annotations: unknown } {
  const documents = readStream(stdout);
  const secret = documents.find(({ kind }) => kind === 'Secret')?.['metadata'] as JsonObject | undefined;
  const used = /secretRef:\s*name: (\S+)/.exec(stdout)?.[1];
  return { secret: secret?.['name'], used, annotations: secret?.['annotations'] };
}

describeWith(['kustomize'], 'an exec function under kustomize build', () => {
  test.each(['transformer', 'generator', 'validator', 'offline'])('kustomize-example/overlays/%s', (overlay) => {
    const first = build(`kustomize-example/overlays/${overlay}`);
    expect(first.status).toBe(0);
    expect(build(`kustomize-example/overlays/${overlay}`).stdout).toBe(first.stdout);
    const kinds = readStream(first.stdout).map(({ kind }) => kind);
    const rendered = overlay === 'transformer' || overlay === 'generator';
    expect(kinds.includes('ExternalSecret')).toBe(!rendered);
    expect(kinds.includes('Secret')).toBe(rendered);
    expect(first.stdout).not.toMatch(/needs-hash|local-config|config\.kubernetes\.io|previousNames/);
  });

  const prefixed = [
    { name: 'the prefix of the same kustomization', target: '', want: { secret: 'p-db', used: 'p-db' } },
    {
      name: 'a target that has a name of its own',
      target: '\n  target: {name: db}',
      want: { secret: 'db', used: 'db' },
    },
  ];
  test.each(prefixed)('a transformer and $name', ({ target, want }) => {
    const folder = kustomization(`prefix-${want.secret}`, {
      'kustomization.yaml': kustomizationOf(
        'namePrefix: p-\nresources: [es.yaml, pod.yaml]\ntransformers: [render.yaml]\n',
      ),
      'es.yaml': es({ target }),
      'pod.yaml': pod(),
      'stores.yaml': stores,
      'render.yaml': settings('stores: [stores.yaml]\n'),
    });
    const { status, stdout } = build(folder);
    expect([status, names(stdout)]).toMatchObject([0, { ...want, annotations: { 'example.com/kept': 'yes' } }]);
    expect(stdout).not.toContain('internal.config');
  });

  test('a transformer in a base, the prefix in the overlay', () => {
    const folder = kustomization('layers', {
      'kustomization.yaml': kustomizationOf('namePrefix: p-\nnameSuffix: -s\nresources: [base]\n'),
      'base/kustomization.yaml': kustomizationOf(
        'resources: [es.yaml, pod.yaml, stores.yaml]\ntransformers: [render.yaml]\n',
      ),
      'base/es.yaml': es(),
      'base/pod.yaml': pod(),
      'base/stores.yaml': stores,
      'base/render.yaml': settings(),
    });
    expect(names(build(folder).stdout)).toMatchObject({ secret: 'p-db-s', used: 'p-db-s' });
  });

  test('needs-hash on what a transformer gives is not acted on, and does not stay', () => {
    const folder = kustomization('hash', {
      'kustomization.yaml': kustomizationOf(
        'resources: [es.yaml, pod.yaml, stores.yaml]\ntransformers: [render.yaml]\n',
      ),
      'es.yaml': es({ annotations: ', kustomize.config.k8s.io/needs-hash: "true"' }),
      'pod.yaml': pod(),
      'stores.yaml': stores,
      'render.yaml': settings(),
    });
    const { stdout } = build(folder);
    expect(names(stdout)).toMatchObject({ secret: 'db', used: 'db', annotations: { 'example.com/kept': 'yes' } });
    expect(stdout).not.toContain('needs-hash');
  });

  test('a generator: hash in the name, references fixed, its own annotations gone', () => {
    const folder = kustomization('generator', {
      'kustomization.yaml': kustomizationOf('namePrefix: p-\nresources: [pod.yaml]\ngenerators: [es.yaml]\n'),
      'es.yaml': es({
        annotations: `, kustomize.config.k8s.io/needs-hash: "true", external-secrets-render.dev/config: c.yaml, ${functionOf().replace(/^(.*?): /, "'$1': ")}`,
        target: '\n  target: {template: {data: {k: "{{ .k }}"}}}',
      }),
      'pod.yaml': pod(),
      'stores.yaml': stores,
      'c.yaml': settings('stores: [stores.yaml]\n'),
    });
    const { status, stdout, stderr } = build(folder);
    expect([status, stderr]).toEqual([0, '']);
    const { secret, used } = names(stdout);
    expect(secret).toMatch(/^p-db-[a-z0-9]{10}$/);
    expect(used).toBe(secret);
    expect(stdout).not.toMatch(/function|local-config/);
  });

  test('a component, and behavior: merge into a secretGenerator', () => {
    const folder = kustomization('component', {
      'kustomization.yaml': kustomizationOf('resources: [es.yaml, pod.yaml, stores.yaml]\ncomponents: [render]\n'),
      'es.yaml': es(),
      'pod.yaml': pod(),
      'stores.yaml': stores,
      'render/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\ntransformers: [render.yaml]\n',
      'render/render.yaml': settings(),
    });
    expect(names(build(folder).stdout)).toMatchObject({ secret: 'db', used: 'db' });
    const merging = kustomization('merging', {
      'kustomization.yaml': kustomizationOf('resources: [base]\ngenerators: [r.yaml]\n'),
      'base/kustomization.yaml': kustomizationOf('secretGenerator: [{name: db, literals: [x=y]}]\n'),
      'r.yaml': settings('stores: [stores.yaml]\nfiles: [es.yaml]\n'),
      'es.yaml': es({ annotations: ', kustomize.config.k8s.io/behavior: merge' }),
      'stores.yaml': stores,
    });
    const [secret] = readStream(build(merging).stdout);
    expect(secret?.['data']).toEqual({ k: 'aHVudGVyMg==', x: 'eQ==' });
  });

  test('an error: no output, the words on stderr, no value', () => {
    const folder = kustomization('failing', {
      'kustomization.yaml': kustomizationOf(
        'resources: [es.yaml, bad.yaml, stores.yaml]\ntransformers: [render.yaml]\n',
      ),
      'es.yaml': es(),
      'bad.yaml': es({ name: 'bad' }).replace('key: a', 'key: nope'),
      'stores.yaml': stores,
      'render.yaml': settings(),
    });
    const { status, stdout, stderr } = build(folder);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('ExternalSecret default/bad, spec.data[0].remoteRef.key');
    expect(stderr).not.toMatch(/hunter2|aHVudGVyMg/);
  });

  test('a validator passes what is right and fails what is not', () => {
    const files = (key: string) => ({
      'kustomization.yaml': kustomizationOf('resources: [es.yaml, pod.yaml, stores.yaml]\nvalidators: [check.yaml]\n'),
      'es.yaml': es().replace('key: a', `key: ${key}`),
      'pod.yaml': pod(),
      'stores.yaml': stores,
      'check.yaml': settings('mode: validate\n'),
    });
    const right = build(kustomization('valid', files('a')));
    expect([right.status, readStream(right.stdout).map(({ kind }) => kind)]).toEqual([
      0,
      ['Deployment', 'ClusterSecretStore', 'ExternalSecret'],
    ]);
    expect(build(kustomization('invalid', files('""')))).toMatchObject({ status: 1, stdout: '' });
  });
});

const plugins = (): string => {
  const home = path.join(root, 'plugins');
  for (const [folder, kind] of [
    ['external-secrets-render.dev/v1alpha1', 'RenderConfig'],
    ['external-secrets.io/v1', 'ExternalSecret'],
  ] as const) {
    const place = path.join(home, folder, kind.toLowerCase());
    mkdirSync(place, { recursive: true });
    rmSync(path.join(place, kind), { force: true });
    symlinkSync(esr.program, path.join(place, kind));
  }
  return home;
};

const tools = [['kustomize', 'build'] as const, ['kubectl', 'kustomize'] as const];
describe.each(tools)('the legacy plugin under %s %s', (program, verb) => {
  describeWith([program], 'with alpha plugins alone', () => {
    const run = (folder: string) =>
      build(folder, { flags: legacy, tool: [program, verb], env: { KUSTOMIZE_PLUGIN_HOME: plugins() } });
    const plain = (text = '') => settings(text).replace(/ {2}annotations: .*\n/, '');

    test('transforms, and references follow the prefix', () => {
      const folder = kustomization('legacy-transformer', {
        'kustomization.yaml': kustomizationOf(
          'namePrefix: p-\nresources: [es.yaml, pod.yaml]\ntransformers: [render.yaml]\n',
        ),
        'es.yaml': es(),
        'pod.yaml': pod(),
        'stores.yaml': stores,
        'render.yaml': plain('stores: [stores.yaml]\n'),
      });
      const { status, stdout } = run(folder);
      expect([status, names(stdout)]).toMatchObject([0, { secret: 'p-db', used: 'p-db' }]);
    });

    test('generates from an ExternalSecret and from files, with hashes', () => {
      const folder = kustomization('legacy-generator', {
        'kustomization.yaml': kustomizationOf('resources: [pod.yaml]\ngenerators: [es.yaml, render.yaml]\n'),
        'es.yaml': es({
          annotations: ', kustomize.config.k8s.io/needs-hash: "true", external-secrets-render.dev/config: c.yaml',
        }),
        'more/es.yaml': es({ name: 'more' }),
        'pod.yaml': pod(),
        'stores.yaml': stores,
        'c.yaml': plain('stores: [stores.yaml]\n'),
        'render.yaml': plain('stores: [stores.yaml]\nfiles: [more]\n'),
      });
      const { status, stdout } = run(folder);
      expect(status).toBe(0);
      expect(names(stdout).used).toMatch(/^db-[a-z0-9]{10}$/);
      expect(stdout).toContain('name: more\n');
    });
  });
});

describeWith(['kustomize'], 'where the function does not run', () => {
  test('with alpha plugins alone kustomize passes ExternalSecrets through without a word', () => {
    const { status, stdout } = build('kustomize-example/overlays/transformer', { flags: legacy });
    expect([status, stdout.includes('kind: ExternalSecret')]).toEqual([0, true]);
  });

  test('a program that prints nothing would delete everything: ours fails before that', () => {
    const folder = kustomization('silent', {
      'kustomization.yaml': kustomizationOf('resources: [pod.yaml]\ntransformers: [render.yaml]\n'),
      'pod.yaml': pod(),
      'render.yaml': settings('', functionOf('./run')),
      run: '#!/bin/sh\nexec esr krm --nonsense\n',
    });
    chmodSync(path.join(folder, 'run'), 0o755);
    expect(build(folder)).toMatchObject({ status: 1, stdout: '' });
  });
});
