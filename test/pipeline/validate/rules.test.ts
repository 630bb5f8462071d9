import type { EsrError } from '../../../plugin/errors/esr-error.ts';
import type { Warning } from '../../../plugin/model/run.ts';
import { checkSources } from '../../../plugin/pipeline/check-sources.ts';
import { offline } from '../../../plugin/pipeline/fetch/offline.ts';
import { readValues } from '../../../plugin/pipeline/fetch/values-file.ts';
import { rules } from '../../../plugin/pipeline/validate/registry.ts';
import { testRun } from '../../support/run.ts';
import type { Case } from './case.ts';
import { fineInPushes, foundInPushes, foundInWebhooks } from './push-cases.ts';

const store = `apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: {name: s}
spec: {provider: {vault: {server: "https://vault.example", path: kv}}}
---
`;
const fakeStore = store.replace(/provider: .*/, 'provider: {fake: {data: [{key: a, value: "{\\"x\\":1}"}]}}}');
const es = (spec: string, more = '') => `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: e, namespace: shop${more}}
spec:
  secretStoreRef: {name: s, kind: ClusterSecretStore}
${spec}
`;
/** The line that the first line of `spec` stands on. */
const first = 11;
const data = '  data: [{secretKey: k, remoteRef: {key: a}}]';
const template = (text: string, key = 'k') =>
  `  target:\n    template:\n      data:\n        ${key}: ${JSON.stringify(text)}\n${data}`;
/** The line of a template that `template` writes. */
const templateLine = first + 3;

async function check({ input, config, values, seeded = false }: Case): Promise<readonly string[]> {
  const run = testRun({ purpose: 'validate', seeded, ...(config === undefined ? {} : { config }) });
  const { faults, warnings } = await checkSources(
    {
      load: async () => [{ name: 'in.yaml', bytes: Buffer.from(input), origin: 'input' }],
      ...(values === undefined
        ? {}
        : { offline: offline({ values: readValues(Buffer.from(values), 'values.yaml'), placeholders: false }) }),
    },
    run,
  );
  const shown = (level: string) => (found: EsrError | Warning) => `${level} ${found.code}:${found.place?.line ?? 0}`;
  return [...faults.map(shown('error')), ...warnings.map(shown('warning'))].sort();
}

const found: readonly Case[] = [
  {
    name: 'a value that is base64 already',
    input: store + es(template('{{ .k | b64enc }}')),
    want: [`warning BASE64_TWICE:${templateLine}`],
  },
  {
    name: 'b64enc with blanks around it, as a call',
    input: store + es(template(' {{ b64enc .k }}\n')),
    want: [`warning BASE64_TWICE:${templateLine}`],
  },
  {
    name: 'a value that is decoded twice',
    input: store + es(template('x{{ .k | b64dec }}').replace('key: a}', 'key: a, decodingStrategy: Base64}')),
    want: [`warning BASE64_DECODED_TWICE:${templateLine}`],
  },
  {
    name: 'a find that may take the Secret away',
    input: store + es('  target: {deletionPolicy: Delete}\n  dataFrom: [{find: {name: {regexp: x}}}]'),
    want: [`warning DELETION_FIND:${first + 1}`],
  },
  {
    name: 'an orphan that is never pruned',
    input: store + es(`  target: {creationPolicy: Orphan, deletionPolicy: Delete}\n${data}`),
    want: [`warning DELETION_ORPHAN:${first}`],
  },
  {
    name: 'a template that needs a key which may be missing',
    input: store + es(template('{{ .k }}').replace('  target:\n', '  target:\n    deletionPolicy: Merge\n')),
    want: [`warning DELETION_TEMPLATE:${templateLine + 1}`],
  },
  {
    name: 'a key that the template drops',
    input: store + es(template('{{ .k }}', 'out').replace('}}]', '}}, {secretKey: l, remoteRef: {key: b}}]')),
    want: [`warning TEMPLATE_DROPS_KEY:${templateLine + 1}`],
  },
  {
    name: 'keys that keep their path',
    input: store + es('  dataFrom: [{find: {path: /prod, name: {regexp: x}}}]'),
    want: [`warning FIND_FULL_KEYS:${first}`],
  },
  ...[
    ['printf', '{{ printf "%d" (fromJson .k).port }}'],
    ['a comparison', '{{ if eq (fromJson .k).port 1 }}x{{ end }}'],
    ['text', 'id={{ (fromJson .k).accountId }}'],
  ].map(([how, text]) => ({
    name: `a number of JSON taken for an integer: ${how}`,
    input: store + es(template(text ?? '')),
    want: [`warning FLOAT_NUMBER:${templateLine}`],
  })),
  {
    name: 'a generic target that is not allowed',
    input: store + es(`  target: {manifest: {apiVersion: v1, kind: ConfigMap}}\n${data}`),
    want: [`error GENERIC_TARGET_DISABLED:${first}`],
  },
  {
    name: 'a generic target that is',
    input: store + es(`  target: {manifest: {apiVersion: v1, kind: ConfigMap}}\n${data}`),
    config: { genericTargets: 'allow' },
    want: [`warning PLAIN_TARGET:${first}`],
  },
  {
    name: 'an immutable Secret that is refreshed',
    input: store + es(`  target: {immutable: true}\n${data}`),
    want: [`warning IMMUTABLE_REFRESH:${first}`],
  },
  {
    name: 'a blank at the end of a key',
    input: store + es('  data: [{secretKey: k, remoteRef: {key: "a "}}]'),
    want: [`warning KEY_BLANK:${first}`],
  },
  {
    name: 'a key that hides another',
    input:
      store +
      es(
        `  target: {deletionPolicy: Merge}\n  data:\n    - {secretKey: k, remoteRef: {key: a}}\n    - {secretKey: k, remoteRef: {key: b}}`,
      ),
    want: [`warning SECRET_KEY_HIDDEN:${first + 3}`],
  },
  {
    name: 'a key that no entry gives',
    input: store + es(template('{{ .k }}{{ .kk }}')),
    want: [`error TEMPLATE_KEY_UNKNOWN:${templateLine}`],
  },
  {
    name: 'a key that no entry gives, under a condition',
    input: store + es(template('{{ if .k }}{{ .other }}{{ end }}')),
    want: [`warning TEMPLATE_KEY_UNKNOWN:${templateLine}`],
  },
  {
    name: 'a key that no entry gives, by index',
    input: store + es(template('{{ .k }}{{ index . "other" }}')),
    want: [`warning TEMPLATE_KEY_UNKNOWN:${templateLine}`],
  },
  {
    name: 'a key that no entry gives, from the root in a loop',
    input: store + es(template('{{ range splitList "," .k }}{{ $.other }}{{ . }}{{ .x }}{{ end }}')),
    want: [`warning TEMPLATE_KEY_UNKNOWN:${templateLine}`],
  },
  {
    name: 'a member of a text',
    input: store + es(template('{{ .k.password }}')),
    want: [`error TEMPLATE_FIELD:${templateLine}`],
  },
  {
    name: 'a secret that stands in the manifest',
    input: store + es(template('{{ .k }}').replace('        k:', '        PASSWORD: hunter2\n        k:')),
    want: [`warning PLAIN_VALUE:${templateLine}`],
  },
  {
    name: 'regular expressions that Go does not know',
    input:
      store +
      es(
        '  dataFrom:\n    - find: {name: {regexp: "(?=x)"}}\n    - extract: {key: a}\n      rewrite: [{regexp: {source: "(?<!x)", target: z}}]',
      ),
    want: [`error FIND_REGEXP:${first + 1}`, `error REWRITE_REGEXP:${first + 3}`],
  },
  {
    name: 'a group that is read otherwise',
    input: store + es('  dataFrom: [{extract: {key: a}, rewrite: [{regexp: {source: "(.*)", target: "$1_X"}}]}]'),
    want: [`warning REWRITE_GROUP:${first}`],
  },
  {
    name: 'a random function, without a platform configuration',
    input: store + es(template('{{ .k }}{{ randAlphaNum 8 }}')),
    want: [`warning TEMPLATE_RANDOM:${templateLine}`],
  },
  {
    name: 'a random function, with one that has no seed',
    input: store + es(template('{{ .k }}{{ randAlphaNum 8 }}')),
    config: { file: 'config.yaml' },
    want: [`error TEMPLATE_RANDOM:${templateLine}`],
  },
  {
    name: 'a time',
    input: store + es(template('{{ .k }}{{ now }}')),
    want: [`warning TEMPLATE_TIME:${templateLine}`],
  },
  {
    name: 'a random generator',
    input: `apiVersion: generators.external-secrets.io/v1alpha1
kind: Password
metadata: {name: p, namespace: shop}
spec: {length: 8}
---
${es('  dataFrom: [{sourceRef: {generatorRef: {kind: Password, name: p}}}]')}`,
    want: ['warning GENERATOR_UNSTABLE:11'],
  },
  {
    name: 'keys and labels that the API server refuses',
    input:
      store +
      es(
        `  target:\n    template:\n      metadata: {labels: {"a b": x, l: "-"}}\n      data: {"a/b": "{{ .k }}"}\n${data}`,
      ),
    want: [`error LABEL_VALUE:${first + 2}`, `error METADATA_KEY:${first + 2}`, `error SECRET_KEY:${first + 3}`],
  },
  {
    name: 'a type that needs other keys',
    input: store + es(`  target: {template: {type: kubernetes.io/tls}}\n${data}`),
    want: [`error SECRET_TYPE:${first}`],
  },
  {
    name: 'a variable that nobody filled in',
    input: store + es('  data: [{secretKey: k, remoteRef: {key: "$' + '{APP}/db"}}]'),
    want: [`warning SUBSTITUTION_LEFT:${first}`],
  },
  {
    name: 'a plain Secret of the same name',
    input: `${store}${es(data)}---\napiVersion: v1\nkind: Secret\nmetadata: {name: e, namespace: shop}\n`,
    want: [`error TARGET_TAKEN:${first - 2}`],
  },
  {
    name: 'a merge into nothing',
    input: store + es(`  target: {creationPolicy: Merge}\n${data}`),
    want: [`error MERGE_TARGET_MISSING:${first}`],
  },
  {
    name: 'a merge into an immutable Secret',
    input: `${store}${es(`  target: {creationPolicy: Merge}\n${data}`)}---\napiVersion: v1\nkind: Secret\nimmutable: true\nmetadata: {name: e, namespace: shop}\n`,
    want: [`error MERGE_TARGET_IMMUTABLE:${first}`],
  },
  {
    name: 'two owners',
    input: `${store}${es(data)}---\n${es(`  target: {name: e}\n${data}`).replace('name: e,', 'name: f,')}`,
    want: [`error TARGET_TWICE:${first + 7}`],
  },
  {
    name: 'a ConfigMap that is not there, and a key that it has not',
    input: `${store}${es(`  target:\n    template:\n      templateFrom:\n        - configMap: {name: absent, items: [{key: a}]}\n        - configMap: {name: c, items: [{key: nope}]}\n${data}`)}---
apiVersion: v1
kind: ConfigMap
metadata: {name: c, namespace: shop}
data: {t: "{{ .k }}"}
`,
    want: [`error TEMPLATE_SOURCE_KEY:${first + 4}`, `error TEMPLATE_SOURCE_MISSING:${first + 3}`],
  },
  {
    name: 'a key that a template of a ConfigMap reads',
    input: `${store}${es(`  target: {template: {templateFrom: [{configMap: {name: c, items: [{key: t}]}}]}}\n${data}`)}---
apiVersion: v1
kind: ConfigMap
metadata: {name: c, namespace: shop}
data: {t: "{{ .k }}{{ .nope }}"}
`,
    want: ['error TEMPLATE_KEY_UNKNOWN:17'],
  },
  {
    name: 'a store that nothing uses',
    input: `${store}${store.replace('name: s', 'name: t')}${es(data)}`,
    want: ['warning STORE_UNUSED:8'],
  },
  {
    name: 'a generator that nothing uses',
    input: `${store}${es(data)}---\napiVersion: generators.external-secrets.io/v1alpha1\nkind: Fake\nmetadata: {name: f, namespace: shop}\nspec: {data: {a: b}}\n`,
    want: ['warning GENERATOR_UNUSED:15'],
  },
  {
    name: 'keys that workloads read and the Secret does not get',
    input: `${store}${es(data)}---
kind: Deployment
apiVersion: apps/v1
metadata: {name: d, namespace: shop}
spec:
  template:
    spec:
      volumes:
        - secret: {secretName: e, items: [{key: k, path: a}, {key: l, path: b}]}
      containers:
        - env:
            - {name: A, valueFrom: {secretKeyRef: {name: e, key: k}}}
            - {name: B, valueFrom: {secretKeyRef: {name: e, key: kk}}}
            - {name: C, valueFrom: {secretKeyRef: {name: e, key: x, optional: true}}}
            - {name: D, valueFrom: {secretKeyRef: {name: other, key: x}}}
`,
    want: ['warning WORKLOAD_KEY:20', 'warning WORKLOAD_KEY:24'],
  },
  {
    name: 'what a fake store does not have',
    input: fakeStore + es('  data: [{secretKey: k, remoteRef: {key: nope}}]'),
    want: [`error SECRET_MISSING:${first}`],
  },
  {
    name: 'what fails for the values of a fake store',
    input: fakeStore + es(template('{{ fail "x" }}')),
    want: [`error TEMPLATE_EXECUTE:${templateLine}`],
  },
  {
    name: 'what fails for given values',
    input: store + es(template('{{ (fromJson .k).a.b }}')),
    values: 's: {a: "[1]"}\n',
    want: [`error TEMPLATE_EXECUTE:${templateLine}`],
  },
  {
    name: 'a key that given values do not have',
    input: store + es(`  target: {template: {data: {x: "{{ .nope }}"}}}\n  dataFrom: [{extract: {key: a}}]`),
    values: 's: {a: {b: "1"}}\n',
    want: [`error TEMPLATE_EXECUTE:${first}`],
  },
  {
    name: 'an old version',
    input: store + es(data).replace('io/v1', 'io/v1beta1'),
    want: ['warning VERSION_UNSERVED:6'],
  },
];

const fine: readonly Omit<Case, 'want'>[] = [
  { name: 'b64enc where the name says so', input: store + es(template('{{ .k | b64enc }}', 'k_b64')) },
  { name: 'b64enc inside a text', input: store + es(template('auth: {{ .k | b64enc }}')) },
  {
    name: 'b64dec under Auto',
    input: store + es(template('{{ .k | b64dec }}').replace('key: a}', 'key: a, decodingStrategy: Auto}')),
  },
  {
    name: 'a number of JSON that is converted',
    input: store + es(template('{{ printf "%d" (int (fromJson .k).port) }}')),
  },
  { name: 'a port, which never prints as 1e+06', input: store + es(template('{{ (fromJson .k).port }}')) },
  { name: 'a key with a default', input: store + es(template('{{ .k }}{{ index . "k" | default "x" }}')) },
  {
    name: 'a template that takes the whole dot',
    input: store + es(template('{{ range $k, $v := . }}{{ $v }}{{ end }}', 'out')),
  },
  {
    name: 'keys that only the store knows',
    input: store + es('  target: {template: {data: {x: "{{ .what }}"}}}\n  dataFrom: [{extract: {key: a}}]'),
  },
  { name: 'a member of a parsed text', input: store + es(template('{{ (fromJson .k).a.b }}')) },
  { name: 'the dot of a with', input: store + es(template('{{ with fromJson .k }}{{ .a }}{{ end }}')) },
  {
    name: 'a type whose keys the store may have',
    input: store + es('  target: {template: {type: kubernetes.io/tls}}\n  dataFrom: [{extract: {key: a}}]'),
  },
  {
    name: 'a dollar that is none',
    input:
      store + es('  dataFrom: [{extract: {key: a}, rewrite: [{regexp: {source: "(.*)", target: "$$1x$' + '{1}_y"}}]}]'),
  },
  { name: 'a variable in a template', input: store + es(template('a=$' + '{HOME} {{ .k }}')) },
  { name: 'random values with a seed', input: store + es(template('{{ .k }}{{ randAlphaNum 8 }}')), seeded: true },
  { name: 'stores alone', input: store },
  {
    name: 'a workload of a Secret whose keys the store knows, or of another namespace',
    input: `${store}${es('  dataFrom: [{extract: {key: a}}]')}---
${es(data).replace('name: e,', 'name: f,')}---
kind: Pod
apiVersion: v1
metadata: {name: p, namespace: shop}
spec: {containers: [{env: [{name: A, valueFrom: {secretKeyRef: {name: e, key: x}}}]}]}
---
kind: Pod
apiVersion: v1
metadata: {name: p, namespace: other}
spec: {containers: [{env: [{name: A, valueFrom: {secretKeyRef: {name: f, key: x}}}]}]}
`,
  },
  ...['token_url', 'SECRET_NAME', 'passwordFile', 'credentials-path', 'API_KEY_HEADER', 'tokenTTL', 'secretRef'].map(
    (key) => ({
      name: `plain text that only tells of a secret: ${key}`,
      input: store + es(template('x', key)).replace('secretKey: k', `secretKey: ${key}`),
    }),
  ),
  {
    name: 'an immutable Secret that is read once',
    input: store + es(`  refreshInterval: "0"\n  target: {immutable: true}\n${data}`),
  },
  ...[
    'infisical: {auth: {tokenAuthCredentials: {accessToken: {name: t, namespace: ns, key: k}}}, secretsScope: {projectSlug: p, environmentSlug: e}}',
    'onepassword: {connectHost: "https://h", vaults: {v: 1}, auth: {secretRef: {connectTokenSecretRef: {name: t, namespace: ns, key: k}}}}',
    'gcpsm: {projectID: p}',
  ].map((provider) => ({
    name: `a find in a store that has no folders: ${provider.slice(0, 9)}`,
    input:
      store.replace(/provider: .*/, `provider: {${provider}}}`) +
      es('  dataFrom: [{find: {path: /prod, name: {regexp: x}}}]'),
  })),
  {
    name: 'a find whose keys are relative',
    input: store + es('  dataFrom: [{find: {path: /prod, name: {regexp: x}}}]'),
    config: { findKeys: 'relative' },
  },
  {
    name: 'a template source that a cluster may have',
    input:
      store + es(`  target: {template: {templateFrom: [{configMap: {name: absent, items: [{key: a}]}}]}}\n${data}`),
    config: { cluster: { enabled: true } },
  },
  {
    name: 'a template of a Secret that another ExternalSecret makes',
    input: `${store}${es(data)}---\n${es(`  target: {template: {templateFrom: [{secret: {name: e, items: [{key: k}]}}]}}\n${data}`).replace('name: e,', 'name: f,')}`,
  },
  {
    name: 'what given values have',
    input: store + es(`  target: {template: {data: {x: "{{ .b }}"}}}\n  dataFrom: [{extract: {key: a}}]`),
    values: 's: {a: {b: "1"}}\n',
  },
  { name: 'another product', input: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n' },
];

describe('rules', () => {
  test.each([...found, ...foundInPushes, ...foundInWebhooks])('find $name', async (row) => {
    expect(await check(row)).toEqual([...row.want].sort());
  });

  test.each([...fine, ...fineInPushes])('pass over $name', async (row) => {
    expect(await check({ ...row, want: [] })).toEqual([]);
  });

  test('each code of a rule is found by a test', () => {
    const codes = new Set(
      [...found, ...foundInPushes, ...foundInWebhooks].flatMap(({ want }) =>
        want.map((line) => /[A-Z0-9_]{2,}/.exec(line)?.[0]),
      ),
    );
    const known = new Set(['TEMPLATE_SECRET_TRUSTED']); // of the trust boundary, which validate does not keep
    const told = rules.flatMap((rule) => rule.codes);
    expect(told.filter((code) => !codes.has(code) && !known.has(code))).toEqual([]);
  });
});

describe('what is switched off', () => {
  const findings = store + es(template('{{ .k | b64enc }}{{ now }}').replace('{{ now }}', ''));
  const code = 'BASE64_TWICE';
  const off: readonly Omit<Case, 'want'>[] = [
    { name: 'in the configuration', input: findings, config: { validate: { disable: [code] } } },
    {
      name: 'by an annotation',
      input: findings.replace(
        'namespace: shop',
        `namespace: shop, annotations: {external-secrets-render.dev/disable: "X, ${code}"}`,
      ),
    },
    { name: 'by a comment behind the line', input: findings.replace(/(k: ".*")/, `$1 # esr:disable ${code}`) },
    {
      name: 'by a comment above the line',
      input: findings.replace(/( +k: ")/, `        # esr:disable OTHER, ${code}\n\n$1`),
    },
    {
      name: 'by a comment above the document',
      input: findings.replace('---\n', `---\n# esr:disable ${code}\n# more words\n`),
    },
  ];

  test.each(off)('$name', async (row) => {
    expect(await check({ ...row, want: [] })).toEqual([]);
  });

  test('only where it says', async () => {
    const two = `${findings}---\n${es(template('{{ .k | b64enc }}')).replace('name: e,', 'name: f,')}`;
    const first = await check({ name: '', input: two.replace('---\n', `---\n# esr:disable ${code}\n`), want: [] });
    expect(first).toEqual([`warning ${code}:26`]);
    expect(
      await check({ name: '', input: findings.replace('---\n', `# esr:disable ${code}\n---\n# other\n`), want: [] }),
    ).toEqual([]);
    expect(await check({ name: '', input: `# esr:disable ${code}\n${findings}`, want: [] })).toEqual([
      `warning ${code}:15`,
    ]);
  });

  test('also errors: what stands elsewhere is no fault of this repository', async () => {
    const input = es(data);
    expect(await check({ name: '', input, want: [] })).toEqual(['error STORE_NOT_FOUND:6']);
    expect(await check({ name: '', input, config: { validate: { disable: ['STORE_NOT_FOUND'] } }, want: [] })).toEqual(
      [],
    );
  });
});

describe('a fault hides no other', () => {
  test('of documents that do not depend on it', async () => {
    const input = `${[
      'kind: ExternalSecret\napiVersion: external-secrets.io/v1\nmetadata: {name: broken}\nspec: {data: [}\n',
      store,
      'apiVersion: external-secrets.io/v2\nkind: ExternalSecret\nmetadata: {name: future}\n---\n',
      es(data).replace('name: e,', 'name: nostore,').replace('name: s,', 'name: none,'),
      es(template('{{ .k')).replace('name: e,', 'name: badtemplate,'),
      es(`  refreshInterval: 1d\n${data}`).replace('name: e,', 'name: badschema,'),
      es(template('{{ .nope }}')).replace('name: e,', 'name: nokey,'),
    ].join('---\n')}`.replaceAll('---\n---', '---');
    const codes = (await check({ name: '', input, want: [] })).map((line) => line.replace(/:\d+$/, ''));
    expect(codes).toEqual(
      [
        'error FIELD_DURATION',
        'error KIND_VERSION',
        'error STORE_NOT_FOUND',
        'error TEMPLATE_KEY_UNKNOWN',
        'error TEMPLATE_PARSE',
        'error YAML_SYNTAX',
      ].sort(),
    );
  });

  test.each([
    ['a wrong field', store.replace('server: "https://vault.example", ', ''), 'FIELD_REQUIRED'],
    ['no YAML', store.replace('{provider', '{{provider'), 'YAML_SYNTAX'],
  ])('and a store with %s is not said to be missing', async (_name, input, code) => {
    const codes = (await check({ name: '', input: input + es(data), want: [] })).map((line) =>
      line.replace(/:\d+$/, ''),
    );
    expect([...new Set(codes)]).toEqual([`error ${code}`]);
  });
});
