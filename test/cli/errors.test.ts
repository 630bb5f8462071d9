import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runEsr } from '../support/run-esr.ts';

/** A value that may appear nowhere, in any of its usual forms. */
const value = 'Zx9-hunter2-value';
const hidden = [
  value,
  'hunter2',
  Buffer.from(value).toString('base64').slice(0, 18),
  's3cr-3t',
  'tell-no-one',
  'top-secret',
];

const store = (name: string, provider: string, more = '') => `apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata:
  name: ${name}
spec:
  provider:
    ${provider}
${more}---
`;
const fake = store(
  's',
  `fake: {data: [{key: a, value: ${value}}, {key: json, value: '{"user":"${value}","pass word":"x"}'}, {key: b64, value: "%%${value}"}]}`,
);
const down = store(
  'down',
  'vault: {server: "http://127.0.0.1:1", path: kv, auth: {tokenSecretRef: {name: t, namespace: shop, key: k}}}',
);
const token = `apiVersion: v1
kind: Secret
metadata: {name: t, namespace: shop}
stringData: {k: ${value}}
---
`;
const es = (spec: string, name = 'app', storeName = 's') => `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  name: ${name}
  namespace: shop
spec:
  secretStoreRef:
    name: ${storeName}
    kind: ClusterSecretStore
${spec}
---
`;
const one = '  data:\n    - secretKey: k\n      remoteRef:\n        key: a\n';
const template = (text: string, entries = one) =>
  `  target:\n    template:\n      data:\n        out: ${JSON.stringify(text)}\n${entries}`;
const generic = (kind: string, text: string) =>
  fake + es(`  target: {manifest: {apiVersion: v1, kind: ${kind}}, template: ${text}}\n${one}`);
const field = (line: string) => es(`${one}${line}`);

/** What is typed, and what comes in; what stands on stderr is the snapshot. */
interface Input {
  readonly name: string;
  readonly input: string;
  readonly argv?: readonly string[];
  readonly status?: number;
}

const inputs: readonly Input[] = [
  { name: 'yaml: a bracket that is not closed', input: es('  data: [') },
  { name: 'yaml: a tab', input: es('\tdata: []') },
  { name: 'yaml: a template of Helm that was not rendered', input: es('  data: {{ .Values.data }}') },
  { name: 'yaml: text behind the end', input: es(one).replace(/---\n$/, '...\nkind: x\n') },
  { name: 'kind: misspelt', input: es(one).replace('kind: ExternalSecret', 'kind: ExternalSecert') },
  { name: 'kind: a version that does not exist', input: es(one).replace('io/v1', 'io/v2') },
  { name: 'name: missing', input: es(one).replace('  name: app\n', '') },
  { name: 'name: generated', input: es(one).replace('  name: app', '  generateName: app-') },
  { name: 'name: with a capital', input: es(one).replace('name: app', 'name: App') },
  { name: 'name: a variable left', input: es(one).replace('name: app', 'name: $' + '{APP}') },
  { name: 'label: not valid', input: es(one).replace('  name: app', '  labels: {"a b": "c d"}\n  name: app') },
  { name: 'field: misspelt', input: fake + field('  refreshIntervall: 1h') + es(template('{{ fail "x" }}'), 'b') },
  { name: 'field: wrong type', input: field('  refreshInterval: 10') },
  { name: 'field: a list for an object', input: es('  data: {secretKey: k}') },
  { name: 'field: a boolean in a template', input: es(template('x').replace('"x"', 'yes')) },
  { name: 'field: not one of the allowed', input: field('  target: {creationPolicy: owner}') },
  { name: 'field: a duration in days', input: field('  refreshInterval: 1d') },
  { name: 'field: required', input: es('  data: [{secretKey: k}]') },
  {
    name: 'field: a key of a Secret that is not valid',
    input: es('  data: [{secretKey: "a b", remoteRef: {key: a}}]'),
  },
  {
    name: 'field: two of one',
    input: es(
      '  dataFrom:\n    - extract: {key: a}\n      rewrite:\n        - {regexp: {source: a, target: b}, transform: {template: c}}',
    ),
  },
  { name: 'spec: empty', input: es('  refreshInterval: 1h') },
  { name: 'spec: extract and find', input: es('  dataFrom: [{extract: {key: a}, find: {name: {regexp: x}}}]') },
  { name: 'spec: an entry without a source', input: es('  dataFrom: [{rewrite: []}]') },
  {
    name: 'spec: a key twice',
    input: es('  data: [{secretKey: k, remoteRef: {key: a}}, {secretKey: k, remoteRef: {key: b}}]'),
  },
  { name: 'spec: Delete without ownership', input: field('  target: {creationPolicy: Merge, deletionPolicy: Delete}') },
  { name: 'spec: a type that admits', input: field('  target: {template: {type: bootstrap.kubernetes.io/token}}') },
  { name: 'store: not there', input: es(one, 'app', 'elsewhere') },
  {
    name: 'store: not there, many times',
    input: [1, 2, 3, 4, 5, 6, 7].map((index) => es(one, `app-${index}`, 'elsewhere')).join(''),
  },
  { name: 'store: misspelt', input: store('production', 'fake: {data: []}') + es(one, 'app', 'prodction') },
  { name: 'store: the other kind', input: fake + es(one).replace('    kind: ClusterSecretStore\n', '') },
  {
    name: 'store: of another namespace',
    input:
      fake.replace('ClusterSecretStore', 'SecretStore').replace('  name: s', '  name: s\n  namespace: other') +
      es(one).replace('    kind: ClusterSecretStore\n', ''),
  },
  { name: 'store: its document is wrong', input: store('s', 'vault: {path: kv}') + es(one) + es(one, 'second') },
  {
    name: 'store: its provider refuses it',
    input:
      store('s', 'vault: {server: "https://v", auth: {appRole: {path: p, secretRef: {name: x}}}}') +
      es(one) +
      es(one, 'second'),
  },
  { name: 'store: not supported', input: store('s', 'akeyless: {}') + es(one) },
  { name: 'store: two providers', input: store('s', 'fake: {data: []}\n    vault: {server: x}') + es(one) },
  {
    name: 'store: conditions',
    input: store('s', 'fake: {data: []}', '  conditions: [{namespaces: [other]}]\n') + es(one),
  },
  {
    name: 'store: says that it is not ready',
    input: store('s', 'fake: {data: [{key: a, value: b}], validationResult: 2}') + es(one),
    status: 3,
  },
  {
    name: 'store: an address of this machine',
    input: down + token + es(one, 'app', 'down') + es(one, 'second', 'down'),
    argv: ['generate', '-'],
  },
  {
    name: 'store: down',
    input: down + token + [1, 2, 3, 4, 5, 6, 7].map((index) => es(one, `app-${index}`, 'down')).join(''),
    argv: ['render', '-', '--timeout', '1s'],
    status: 3,
  },
  { name: 'store: credentials that are nowhere', input: down + es(one, 'app', 'down'), argv: ['render', '-'] },
  { name: 'generator: not there', input: es('  dataFrom: [{sourceRef: {generatorRef: {kind: Password, name: p}}}]') },
  {
    name: 'generator: random',
    input: `apiVersion: generators.external-secrets.io/v1alpha1\nkind: Password\nmetadata: {name: p, namespace: shop}\nspec: {}\n---\n${es('  dataFrom: [{sourceRef: {generatorRef: {kind: Password, name: p}}}]')}`,
  },
  {
    name: 'generator: under data',
    input:
      fake + es('  data: [{secretKey: k, remoteRef: {key: a}, sourceRef: {generatorRef: {kind: Password, name: p}}}]'),
  },
  { name: 'value: not there', input: fake + es('  data: [{secretKey: k, remoteRef: {key: nope}}]') },
  {
    name: 'value: no such property',
    input: fake + es('  data: [{secretKey: k, remoteRef: {key: json, property: usr}}]'),
  },
  { name: 'value: no object', input: fake + es('  dataFrom: [{extract: {key: a}}]') },
  {
    name: 'value: no base64',
    input: fake + es('  data: [{secretKey: k, remoteRef: {key: b64, decodingStrategy: Base64}}]'),
  },
  { name: 'value: nothing found', input: fake + es('  dataFrom: [{find: {name: {regexp: nothing}}}]') },
  {
    name: 'keys: two become one',
    input: fake + es('  dataFrom: [{extract: {key: json}, rewrite: [{regexp: {source: ".*", target: x}}]}]'),
  },
  {
    name: 'keys: not valid after a rewrite',
    input: fake + es('  dataFrom: [{extract: {key: json}, rewrite: [{regexp: {source: "nothing", target: x}}]}]'),
  },
  {
    name: 'keys: an expression that Go does not know',
    input: fake + es('  dataFrom: [{extract: {key: json}, rewrite: [{regexp: {source: "(?=x)", target: z}}]}]'),
  },
  { name: 'template: not closed', input: fake + es(template('{{ .k')) },
  { name: 'template: a function that does not exist', input: fake + es(template('{{ .k | toJsno }}')) },
  { name: 'template: a function of Helm', input: fake + es(template('{{ include "x" . }}')) },
  { name: 'template: a key with a dash', input: fake + es(template('{{ .some-key }}')) },
  { name: 'template: a key that is not there', input: fake + es(template('{{ .kk }}')) },
  { name: 'template: fail with a value', input: fake + es(template('{{ fail .k }}')) },
  { name: 'template: a wrong type', input: fake + es(template('{{ trunc .k 3 }}')) },
  {
    name: 'template: without an end',
    input: fake + es(template('{{ define "a" }}{{ template "a" . }}{{ end }}{{ template "a" . }}')),
  },
  { name: 'template: random', input: fake + es(template('{{ randAlphaNum 8 }}')) },
  {
    name: 'template: a literal that is no map',
    input: fake + es(`  target: {template: {templateFrom: [{literal: "- ${value}"}]}}\n${one}`),
  },
  {
    name: 'template: a literal that cannot be parsed',
    input: fake + es(`  target: {template: {templateFrom: [{literal: "p: ${value} {{ .x"}]}}\n${one}`),
  },
  {
    name: 'template: a ConfigMap that is not there',
    input: fake + es(`  target: {template: {templateFrom: [{configMap: {name: c, items: [{key: x}]}}]}}\n${one}`),
  },
  {
    name: 'template: an engine that does not exist',
    input:
      fake +
      es(template('x')).replace(
        '  name: app',
        '  annotations: {external-secrets-render.dev/engine: jinja}\n  name: app',
      ),
  },
  { name: 'secret: a key that is refused', input: fake + es(`  target: {template: {data: {"a/b": x}}}\n${one}`) },
  {
    name: 'secret: a type that needs other keys',
    input: fake + es(`  target: {template: {type: kubernetes.io/tls}}\n${one}`),
  },
  {
    name: 'secret: two owners',
    input: fake + es(`  target: {name: x}\n${one}`) + es(`  target: {name: x}\n${one}`, 'second'),
  },
  {
    name: 'secret: there already',
    input: `${fake}${es(one)}apiVersion: v1\nkind: Secret\nmetadata: {name: app, namespace: shop}\nstringData: {p: ${value}}\n`,
  },
  { name: 'secret: nothing to merge into', input: fake + field('  target: {creationPolicy: Merge}') },
  { name: 'secret: another kind', input: fake + field('  target: {manifest: {apiVersion: v1, kind: ConfigMap}}') },
  { name: 'document: twice', input: fake + es(one) + es(one) },
  { name: 'policy: a rule', input: fake + es(one), argv: ['generate', '-', '--config', 'policy.yaml'] },
  { name: 'policy: no rule', input: fake + es(one), argv: ['generate', '-', '--config', 'norule.yaml'] },
  { name: 'policy: a namespace of others', input: fake + es(one), argv: ['generate', '-'] },
  {
    name: 'template: a target that no Secret has',
    input: fake + es(`  target: {template: {templateFrom: [{literal: "a: b", target: ""}]}}\n${one}`),
  },
  {
    name: 'template: a key of a ConfigMap that is not there',
    input: `${fake}${es(`  target: {template: {templateFrom: [{configMap: {name: c, items: [{key: x}]}}]}}\n${one}`)}apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: shop}\ndata: {}\n`,
  },
  {
    name: 'secret: too long annotations',
    input: fake + es(`  target: {template: {metadata: {annotations: {a: '{{ repeat 270000 "x" }}'}}}}\n${one}`),
  },
  { name: 'secret: too large', input: fake + es(template('{{ repeat 1100000 "x" }}')) },
  { name: 'usage: a flag without its value', input: '', argv: ['render', '-', '--config'], status: 2 },
  { name: 'usage: a value for a switch', input: '', argv: ['render', '-', '--offline=yes'], status: 2 },
  { name: 'usage: an operand too many', input: '', argv: ['render', 'a', 'b'], status: 2 },
  { name: 'usage: a template that nobody named', input: '', argv: ['template'], status: 2 },
  { name: 'usage: a values file that is none', input: '', argv: ['render', '-', '--values', 'values.yaml'], status: 2 },
  { name: 'usage: a state of standard input', input: '', argv: ['diff', '-', '--against', 'no/where'], status: 2 },
  {
    name: 'generic: a path that is none',
    input: generic('ConfigMap', '{templateFrom: [{literal: "a: b", target: "data..x"}]}'),
    argv: ['generate', '-', '--config', 'generic.yaml'],
  },
  {
    name: 'generic: no YAML',
    input: generic('ConfigMap', '{templateFrom: [{literal: "a: [", target: spec}]}'),
    argv: ['generate', '-', '--config', 'generic.yaml'],
  },
  {
    name: 'generic: a Secret with plain text',
    input: generic('Secret', '{data: {k: "{{ .k }}!"}}'),
    argv: ['generate', '-', '--config', 'generic.yaml'],
  },
  { name: 'usage: a command', input: '', argv: ['rendr', '-'], status: 2 },
  { name: 'usage: a flag', input: '', argv: ['render', '-', '--reveall'], status: 2 },
  { name: 'usage: a value of a flag', input: '', argv: ['validate', '-', '--output', 'xml'], status: 2 },
  { name: 'usage: a path', input: '', argv: ['render', 'no/where'], status: 2 },
  { name: 'usage: a configuration', input: '', argv: ['render', '-', '--config', 'wrong.yaml'], status: 2 },
  { name: 'usage: nothing to compare with', input: '', argv: ['diff', '.'], status: 2 },
  { name: 'usage: a field to explain', input: '', argv: ['explain', 'ExternalSecret.spec.targt'], status: 2 },
  { name: 'usage: a kind to explain', input: '', argv: ['explain', 'ExternalSecrets'], status: 2 },
  { name: 'usage: a watch of standard input', input: '', argv: ['render', '-', '--watch'], status: 2 },
];

const configs: Readonly<Record<string, string>> = {
  'policy.yaml': 'policy: {rules: [{name: team-a, stores: [other]}]}',
  'norule.yaml': 'policy: {rules: [{projects: [x]}]}',
  'generic.yaml': 'genericTargets: allow',
  'values.yaml': `- ${value}`,
  'wrong.yaml': 'policy: {inputStore: deny, rules: [{store: [a]}]}\nlimits: {timeout: 3}',
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'esr-errors-'));
  const head = 'apiVersion: external-secrets-render.dev/v1alpha1\nkind: RenderConfig\n';
  for (const [name, text] of Object.entries(configs)) {
    writeFileSync(path.join(folder, name), name === 'values.yaml' ? text : `${head}${text}\n`);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const env = { ARGOCD_APP_NAMESPACE: 'elsewhere' };

async function said({
  name,
  input,
  argv = ['generate', '-'],
}: Input): Promise<{ status: number; stdout: string; stderr: string }> {
  const words = argv.map((word) => (Object.hasOwn(configs, word) ? path.join(folder, word) : word));
  const options = { stdin: input, ...(name === 'policy: a namespace of others' ? { env } : {}) };
  const { status, stdout, stderr } = await runEsr(words, options);
  // What differs from machine to machine, or grows, is no part of the words.
  const plain = stderr
    .replaceAll(`${folder}/`, '')
    .replace(/depth \(\d+\)/, 'depth (N)')
    .replace(/supported are [^;\n]*/, 'supported are …');
  return { status, stdout, stderr: plain };
}

describe('what a failure says', () => {
  test.each(inputs)('$name', async (row) => {
    const { status, stdout, stderr } = await said(row);
    expect({ status, stdout }).toEqual({ status: row.status ?? 1, stdout: '' });
    expect(stderr).not.toContain('INTERNAL');
    for (const text of hidden) expect(stderr).not.toContain(text);
    const errors = stderr.split(/^(?=error )/m).filter((each) => each.startsWith('error '));
    expect(errors.length).toBeGreaterThan(0);
    // Whatever is about a document says where, and in which object or field.
    if (status !== 2) {
      for (const error of errors) expect(error).toMatch(/^ {2}(?:at|for) <stdin>:\d+:\d+/m);
    }
    // What a hint says to run can be run.
    for (const [, field = ''] of stderr.matchAll(/hint: esr explain (\S+) says/g)) {
      expect([field, (await runEsr(['explain', field])).status]).toEqual([field, 0]);
    }
    expect(`\n${stderr}`).toMatchSnapshot();
  });

  test('each snapshot holds no value', () => {
    const folders = path.join(__dirname, '__snapshots__');
    for (const file of readdirSync(folders)) {
      const text = readFileSync(path.join(folders, file), 'utf8');
      for (const secret of hidden) expect(text).not.toContain(secret);
    }
  });

  test('there are enough of them', () => {
    expect(inputs.length).toBeGreaterThanOrEqual(60);
  });
});
