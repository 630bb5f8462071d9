import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { catchStrays, type Strayed } from '../../plugin/cli/catch-strays.ts';
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

// Who writes a document could put guesses at a password of the platform's into it, and look which of them an error masks.
describe('an error does not tell which word is a credential of the platform', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'esr-oracle-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const config = path.join(folder, 'config.yaml');
  writeFileSync(
    config,
    'apiVersion: external-secrets-render.dev/v1alpha1\nkind: RenderConfig\nstores: [stores.yaml]\n',
  );
  const webhook = {
    url: 'http://127.0.0.1:1/{{ .remoteRef.key }}',
    headers: { Authorization: '{{ .c.password }}' },
    secrets: [{ name: 'c', secretRef: { name: 'cred', namespace: 'platform' } }],
  };
  const platform = (password: string) => [
    {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ClusterSecretStore',
      metadata: { name: 'wh' },
      spec: { provider: { webhook } },
    },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'cred', namespace: 'platform', labels: { 'external-secrets.io/type': 'webhook' } },
      stringData: { password },
    },
  ];
  const ref = { kind: 'ClusterSecretStore', name: 'wh' };
  const guess = 'autumn2023/winter2024/spring2025';
  const own = {
    apiVersion: 'external-secrets.io/v1',
    kind: 'SecretStore',
    metadata: { name: 'own', namespace: 'shop' },
    spec: {
      provider: {
        fake: {
          data: [
            { key: 'a', value: '{"winter2024": "x y"}' },
            { key: 'bad', value: '{"winter2024 ": "a", "winter2024_": "b"}' },
          ],
        },
      },
    },
  };
  const wanted = (spec: object, metadata = {}) => ({
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name: 'e', namespace: 'shop', ...metadata },
    spec: { data: [{ secretKey: 'k', remoteRef: { key: 'a' }, sourceRef: { storeRef: ref } }], ...spec },
  });
  const rows: readonly (readonly [string, readonly object[]])[] = [
    ['a key', [wanted({ data: [{ secretKey: 'k', remoteRef: { key: guess }, sourceRef: { storeRef: ref } }] })]],
    ['a name', [wanted({}), wanted({ secretStoreRef: { name: 'own' } }, { name: 'winter2024' }), own]],
    [
      'a property',
      [
        wanted({}),
        wanted(
          { secretStoreRef: { name: 'own' }, data: [{ secretKey: 'k', remoteRef: { key: 'a', property: guess } }] },
          { name: 'f' },
        ),
        own,
      ],
    ],
    [
      'a template',
      [
        wanted({}),
        wanted(
          {
            secretStoreRef: { name: 'own' },
            data: [{ secretKey: 'k', remoteRef: { key: 'a' } }],
            target: { template: { data: { x: '{{ index "winter2024" "x" }}' } } },
          },
          { name: 'f' },
        ),
        own,
      ],
    ],
    [
      'a key that a store of its own gives to a value',
      [
        wanted({}),
        wanted(
          {
            secretStoreRef: { name: 'own' },
            data: [],
            dataFrom: [{ extract: { key: 'bad' } }],
          },
          { name: 'f' },
        ),
        own,
      ],
    ],
    [
      'an annotation',
      [wanted({}), wanted({}, { name: 'f', annotations: { 'external-secrets-render.dev/engine': 'winter2024' } })],
    ],
  ];
  test.each(rows)('by %s', async (_name, documents) => {
    const stdin = documents.map((document) => JSON.stringify(document)).join('\n---\n');
    const told: string[] = [];
    for (const password of ['winter2024', 'something-else']) {
      writeFileSync(
        path.join(folder, 'stores.yaml'),
        platform(password)
          .map((document) => JSON.stringify(document))
          .join('\n---\n'),
      );
      const { stderr } = await runEsr(['generate', '--config', config, '-'], {
        stdin,
        env: { ARGOCD_APP_NAME: 'web', ARGOCD_APP_NAMESPACE: 'shop' },
      });
      told.push(stderr);
    }
    expect(told[0]).toContain('winter2024');
    expect(told[0]).toBe(told[1]);
  });
});

describe('what fails while nobody waits for it', () => {
  const telling = (thrown: unknown) => {
    let [said, status] = ['', 0];
    const exit = (code: number) => {
      status = code;
    };
    const strayed = Object.assign(new EventEmitter(), { exit });
    catchStrays(strayed as unknown as Strayed, (text) => {
      said += text;
    });
    strayed.emit('uncaughtException', thrown);
    return { said, status };
  };
  test.each([
    ['an error', new Error(secret)],
    ['an error of a library, with the request', Object.assign(new Error('x'), { config: { headers: { a: secret } } })],
    ['an error with a cause', new Error('x', { cause: new Error(secret) })],
    ['an error of several lines', new TypeError(`x\n${secret}\ny`)],
    ['an error whose message looks like a place', new Error(`x\n    at ${secret} (a.js:1:1)`)],
    ['an error without a message', new Error()],
    ['a text', secret],
    ['an object', { secret }],
  ])('ends without a word of it: %s', (_name, thrown) => {
    const { said, status } = telling(thrown);
    expect(status).toBe(1);
    expect(said).toMatch(/^error INTERNAL: /);
    expectHidden(said);
  });
});
