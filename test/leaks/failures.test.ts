import { runEsr } from '../support/run-esr.ts';

const secret = 'Zx9-hunter2/ü"top<secret>&';
const forms = [
  secret,
  secret.slice(0, 12),
  Buffer.from(secret).toString('base64').slice(0, 20),
  Buffer.from(`x${secret}`).toString('base64').slice(2, 20),
  Buffer.from(`xy${secret}`).toString('base64').slice(3, 20),
  Buffer.from(secret).toString('base64url').slice(0, 20),
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
  'hunter2',
];

const quoted = JSON.stringify(secret);
const store = `apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: {name: s}
spec:
  provider:
    fake:
      data:
        - {key: plain, value: ${quoted}}
        - {key: json, value: ${JSON.stringify(JSON.stringify({ a: secret, 'a/b': secret, 'a b': `${secret}2` }))}}
        - {key: broken, value: ${JSON.stringify(`{"a": ${secret}`)}}
        - {key: list, value: ${JSON.stringify(JSON.stringify([secret]))}}
        - {key: "null", value: ${JSON.stringify(`${secret}\0`)}}
`;
const es = (spec: string) => `${store}---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: e, namespace: shop}
spec:
  secretStoreRef: {name: s, kind: ClusterSecretStore}
${spec}
`;
const entry = 'data: [{secretKey: k, remoteRef: {key: plain}}]';
const template = (text: string) => `  target: {template: {data: {k: ${JSON.stringify(text)}}}}\n  ${entry}`;

/** Ways to fail with a value at hand. */
const failures = [
  { name: 'fail', spec: template('{{ fail .k }}') },
  { name: 'range over a string', spec: template('{{ range .k }}{{ end }}') },
  { name: 'compare a list', spec: template('{{ eq (list .k) (list .k) }}') },
  { name: 'a wrong type', spec: template('{{ trunc .k .k }}') },
  { name: 'index of a string', spec: template('{{ index .k "x" }}') },
  { name: 'a bad URL', spec: template('{{ urlParse (printf "http://[%s" .k) }}') },
  { name: 'a bad date', spec: template('{{ mustToDate "2006" .k }}') },
  { name: 'a bad regular expression', spec: template('{{ mustRegexMatch (printf "(%s" .k) "x" }}') },
  { name: 'bad JSON', spec: template('{{ mustFromJson .k }}') },
  { name: 'a bad version', spec: template('{{ semver .k }}') },
  { name: 'a bad key', spec: template('{{ pemPrivateKey .k }}') },
  { name: 'a template named by a value', spec: template('{{ template "x" }}{{ .k }}') },
  {
    name: 'a value as a data key',
    spec: `  target: {template: {templateFrom: [{literal: "{{ .k | quote }}: x"}]}}\n  ${entry}`,
  },
  {
    name: 'a literal that is no map',
    spec: `  target: {template: {templateFrom: [{literal: "{{ .k }}: [{{ .k }}"}]}}\n  ${entry}`,
  },
  {
    name: 'a literal that is no base64',
    spec: `  target: {template: {templateFrom: [{literal: "a: {{ .k | quote }}", valuesDecodingStrategy: Base64}]}}\n  ${entry}`,
  },
  { name: 'a label value', spec: `  target: {template: {metadata: {labels: {l: "{{ .k }}"}}}}\n  ${entry}` },
  {
    name: 'a docker config that is no JSON',
    spec: `  target: {template: {type: kubernetes.io/dockerconfigjson, data: {.dockerconfigjson: "{{ .k }}"}}}\n  ${entry}`,
  },
  { name: 'extract of plain text', spec: '  dataFrom: [{extract: {key: plain}}]' },
  { name: 'extract of broken JSON', spec: '  dataFrom: [{extract: {key: broken}}]' },
  { name: 'extract of a list', spec: '  dataFrom: [{extract: {key: list}}]' },
  { name: 'a property of plain text', spec: '  data: [{secretKey: k, remoteRef: {key: plain, property: a}}]' },
  { name: 'a collision of keys', spec: '  dataFrom: [{extract: {key: json}}]' },
  {
    name: 'a collision after a rewrite',
    spec: '  dataFrom: [{extract: {key: json}, rewrite: [{regexp: {source: ".*", target: x}}]}]',
  },
  { name: 'a merge of what is no object', spec: '  dataFrom: [{extract: {key: json}, rewrite: [{merge: {}}]}]' },
  {
    name: 'a value that is no base64',
    spec: '  data: [{secretKey: k, remoteRef: {key: plain, decodingStrategy: Base64}}]',
  },
  { name: 'a null byte', spec: '  data: [{secretKey: k, remoteRef: {key: "null", nullBytePolicy: Fail}}]' },
  {
    name: 'a transform that fails',
    spec: '  dataFrom: [{extract: {key: json}, rewrite: [{transform: {template: "{{ fail .value }}"}}]}]',
  },
  {
    name: 'a key that is not there',
    spec: '  data: [{secretKey: k, remoteRef: {key: plain}}, {secretKey: l, remoteRef: {key: nope}}]',
  },
] as const;

function expectHidden(text: string): void {
  for (const form of forms) expect(text).not.toContain(form);
}

describe('a value never shows', () => {
  test.each(failures)('where it fails: $name', async ({ spec }) => {
    for (const flags of [[], ['--log-format', 'json']]) {
      const { status, stdout, stderr } = await runEsr(['generate', '-', ...flags], { stdin: es(spec) });
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(stderr).not.toContain('INTERNAL');
      expectHidden(stderr);
    }
  });

  const shown = es(
    `  target: {template: {metadata: {annotations: {a: "x {{ .k }}"}}, data: {k: "{{ .k }}", u: "{{ .k | urlquery }}"}}}\n  ${entry}`,
  );
  // The store of the test stands in the stream; it leaves, and its values with it.
  test.each([
    ['render'],
    ['render', '--only-secrets'],
    ['render', '--summary'],
    ['render', '--output=json'],
    ['validate'],
    ['validate', '--output=sarif'],
    ['validate', '--output=junit'],
    ['plan'],
    ['plan', '--output=json'],
    ['plan', '--output=mermaid'],
    ['stores'],
    ['stores', '--output=json'],
  ])('in esr %s %s', async (...words) => {
    const { status, stdout, stderr } = await runEsr([...words.filter(Boolean), '-'], { stdin: shown });
    expect(status).toBe(0);
    expectHidden(stdout + stderr);
  });
});
