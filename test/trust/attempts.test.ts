import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { type Attempt, brings, generates, marked, reads, render, wants } from '../support/attempt.ts';

// What an application might try to get what is not its own. Each attempt has to be refused with an error that
// names the rule or the reference, and shows no value.

interface Row extends Attempt {
  readonly code: string;
  /** Words that the error has to show: the rule, the store, the key. */
  readonly shows: readonly string[];
}

const rule = 'rule "team-a reads its own"';
const directory = mkdtempSync(path.join(tmpdir(), 'esr-'));
mkdirSync(path.join(directory, 'shop', 'aws-mounted'), { recursive: true });
writeFileSync(path.join(directory, 'shop', 'aws-mounted', 'id'), marked);
writeFileSync(path.join(directory, 'token'), marked);
const saved = { ...process.env };
beforeAll(() => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: marked, AWS_SECRET_ACCESS_KEY: marked, VAULT_TOKEN: marked });
});
afterAll(() => {
  process.env = { ...saved };
  rmSync(directory, { recursive: true });
});

const aws = (auth: string) => `{aws: {service: SecretsManager, region: eu-central-1${auth}}}`;
const keysOf = (name: string, more = '') =>
  `, auth: {secretRef: {accessKeyIDSecretRef: {name: ${name}, key: id${more}}, secretAccessKeySecretRef: {name: ${name}, key: key${more}}}}`;
const reader = reads('team-a/db', 'mine', 'SecretStore');
const open = { rules: [] };

const namespaces: readonly Row[] = [
  ['another namespace', wants(reads('team-a/db'), 'team-b'), 'team-b'],
  ['the namespace of the system', wants(reads('team-a/db'), 'kube-system'), 'kube-system'],
  ['a namespace that begins alike', wants(reads('team-a/db'), 'shop2'), 'shop2'],
  ['the namespace of a condition', wants(reads('team-a/db', 'gated'), 'payments'), 'payments'],
  ['a namespace that fits a pattern of a condition', wants(reads('team-a/db', 'gated'), 'pay-x'), 'pay-x'],
  ['the namespace of a store', wants(reads('team-a/db', 'own', 'SecretStore'), 'team-b'), 'team-b'],
  ['the namespace of a generator', wants(generates('Fake', 'allowed'), 'team-b'), 'team-b'],
  [
    'several namespaces at once',
    `---
apiVersion: v1
kind: Namespace
metadata: {name: team-b, labels: {mine: "yes"}}
---
apiVersion: external-secrets.io/v1
kind: ClusterExternalSecret
metadata: {name: all}
spec: {namespaceSelector: {matchLabels: {mine: "yes"}}, externalSecretSpec: ${reads('team-a/db')}}
`,
    'team-b',
  ],
].map(
  ([name, input, claimed]) =>
    ({ name, input, code: 'NAMESPACE_CLAIM', shows: [`"${claimed}"`, '"shop"', rule] }) as Row,
);

const claims: readonly Row[] = [
  {
    name: 'a namespace beside those that the rule lists',
    input: wants(reads('team-a/db'), 'team-c'),
    rules: [{ name: 'a', projects: ['team-a'], namespaces: ['shop', 'shop-*'] }],
    code: 'NAMESPACE_CLAIM',
    shows: ['"team-c"', '"shop"'],
  },
  {
    name: 'a namespace that only a rule for others lists',
    input: wants(reads('team-b/db'), 'team-b'),
    rules: [{ name: 'b', projects: ['team-b'], namespaces: ['team-b'] }],
    code: 'NAMESPACE_CLAIM',
    shows: ['"team-b"'],
  },
];

// However a namespace is written: what counts is what the API server would read.
const spec = reads('team-a/db', 'gated');
const head = 'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\n';
const spellings: readonly Row[] = [
  ['twice, the other one last', `${head}metadata: {name: a, namespace: shop, namespace: payments}\nspec: ${spec}\n`],
  [
    'in a second metadata',
    `${head}metadata: {name: a, namespace: shop}\nspec: ${spec}\nmetadata: {name: a, namespace: payments}\n`,
  ],
  ['by a merge key', `${head}x: &m {namespace: payments}\nmetadata: {<<: *m, name: a}\nspec: ${spec}\n`],
  ['by an alias', `${head}x: &n payments\nmetadata: {name: a, namespace: *n}\nspec: ${spec}\n`],
  ['with escapes', `${head}metadata: {name: a, "n\\x61mespace": "p\\u0061yments"}\nspec: ${spec}\n`],
  ['with a tag', `${head}metadata: {name: a, namespace: !!str payments}\nspec: ${spec}\n`],
  ['as an explicit key', `${head}metadata:\n  name: a\n  ? namespace\n  : payments\nspec: ${spec}\n`],
  ['as a block text', `${head}metadata:\n  name: a\n  namespace: >-\n    payments\nspec: ${spec}\n`],
  [
    'in JSON, twice',
    `{"apiVersion": "external-secrets.io/v1", "kind": "ExternalSecret", "metadata": {"name": "a", "namespace": "shop"}, "metadata": {"name": "a", "namespace": "payments"}, "spec": {"secretStoreRef": {"name": "gated", "kind": "ClusterSecretStore"}, "data": [{"secretKey": "k", "remoteRef": {"key": "team-a/db"}}]}}`,
  ],
  [
    'in a List',
    `apiVersion: v1\nkind: List\nitems:\n- {apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: a, namespace: payments}, spec: ${spec}}\n`,
  ],
  [
    'in a List that has a namespace',
    `apiVersion: v1\nkind: List\nmetadata: {namespace: shop}\nitems:\n- {apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: a, namespace: payments}, spec: ${spec}}\n`,
  ],
  ['behind a document end', `a: 1\n...\n---\n${head}metadata: {name: a, namespace: payments}\nspec: ${spec}\n`],
  ['behind a byte order mark', `\ufeff${head}metadata: {name: a, namespace: payments}\nspec: ${spec}\n`],
].map(([name = '', input = '']) => ({
  name: `a namespace written ${name}`,
  input,
  code: 'NAMESPACE_CLAIM',
  shows: ['"payments"', '"shop"'],
}));
const lookalikes: readonly Row[] = [
  '\u0440ayments',
  'payments ',
  'PAYMENTS',
  'payments\u200b',
  'payments.',
  'shop/../payments',
].map((namespace) => ({
  name: `a namespace that looks like one: ${JSON.stringify(namespace)}`,
  input: `${head}metadata: {name: a, namespace: ${JSON.stringify(namespace)}}\nspec: ${spec}\n`,
  code: 'FIELD_FORM',
  shows: [],
}));

// Where Argo CD names an application without a destination, no namespace is its own.
const homeless: readonly Row[] = [
  ['a namespace, without a destination', wants(reads('team-a/db'), 'team-b'), 'team-b', { project: 'team-a' }],
  ['the same by the name of the application', wants(reads('team-a/db'), 'team-b'), 'team-b', { name: 'shop' }],
  ['the namespace of a condition, without a destination', wants(reads('k', 'gated'), 'payments'), 'payments', {}],
].map(([name, input, claimed, by]) => {
  const who = { name: 'shop', project: 'team-a', ...(by as object) };
  return { name, input, by: who, code: 'NAMESPACE_CLAIM', shows: [`"${claimed as string}"`, 'no destination'] } as Row;
});

const keys: readonly Row[] = [
  ["another team's key", 'team-b/db'],
  ['a key outside of all', 'admin'],
  ['a key that begins alike', 'team-ab/db'],
  ['a key in other letters', 'Team-A/db'],
  ['the folder itself', 'team-a'],
  ['a way out and up', 'team-a/../team-b/db'],
  ['a way out, encoded', 'team-a/%2e%2e/team-b/db'],
  ['a way out, half encoded', 'team-a/.%2E/team-b/db'],
  ['a way out, with encoded slashes', 'team-a%2f..%2fteam-b/db'],
  ['a way out, encoded twice', 'team-a/%252e%252e/team-b/db'],
  ['a way out, with backslashes', 'team-a\\..\\team-b\\db'],
  ['a way out at the end', 'team-a/..'],
  ['a dot in between', 'team-a/./../team-b/db'],
  ['a way out with parameters', 'team-a/..;/team-b/db'],
  ['a way out with parameters, encoded', 'team-a/..%3bx=y/team-b/db'],
  ['a line break', 'team-a/x\nteam-b/db'],
  ['a NUL', 'team-a/db\u0000'],
  ['a slash before', '/team-a/db'],
  ['a pattern for a key', '**'],
  ['a name that the pattern would be', 'team-a/**/../../team-b/db'],
  ['a full name of the backend', 'arn:aws:secretsmanager:eu-central-1:1:secret:team-b/db-abc'],
  ['a mount before the key', 'secret/data/team-b/db'],
].map(([name = '', key = '']) => ({
  name,
  input: wants(reads(key)),
  code: 'POLICY',
  shows: [rule, 'ClusterSecretStore vault', 'keys'],
}));

const entries: readonly Row[] = [
  {
    name: 'extract',
    input: wants('{secretStoreRef: {name: vault, kind: ClusterSecretStore}, dataFrom: [{extract: {key: team-b/db}}]}'),
  },
  {
    name: 'a second entry beside a good one',
    input: wants(
      '{secretStoreRef: {name: vault, kind: ClusterSecretStore}, data: [{secretKey: a, remoteRef: {key: team-a/db}}, {secretKey: b, remoteRef: {key: team-b/db}}]}',
    ),
  },
  {
    name: 'another version',
    input: wants(
      '{secretStoreRef: {name: vault, kind: ClusterSecretStore}, data: [{secretKey: a, remoteRef: {key: team-b/db, version: "1"}}]}',
    ),
  },
  {
    name: 'the labels alone',
    input: wants(
      '{secretStoreRef: {name: vault, kind: ClusterSecretStore}, data: [{secretKey: a, remoteRef: {key: team-b/db, metadataPolicy: Fetch}}]}',
    ),
  },
].map((row) => ({ ...row, code: 'POLICY', shows: [rule, 'key "team-b/db"', 'keys'] }));

const find = (text: string) =>
  wants(`{secretStoreRef: {name: vault, kind: ClusterSecretStore}, dataFrom: [{find: ${text}}]}`);
const finds: readonly Row[] = [
  {
    name: 'a find of everything',
    input: find('{name: {regexp: .*}}'),
    code: 'POLICY_FOUND',
    shows: [rule, '4 of the 7 keys found'],
  },
  {
    name: "a find of another team's",
    input: find('{name: {regexp: ^team-b}}'),
    code: 'POLICY_FOUND',
    shows: [rule, '1 of the 1'],
  },
  { name: 'a find of a part of a name', input: find('{name: {regexp: db}}'), code: 'POLICY_FOUND', shows: [rule] },
  {
    name: 'a find below a way out',
    input: find('{path: team-a/../team-b, name: {regexp: .}}'),
    code: 'POLICY',
    shows: [rule, 'this path of ClusterSecretStore vault'],
  },
];

const stores: readonly Row[] = [
  {
    name: 'a store that the rule does not list',
    input: wants(reads('team-a/db', 'root')),
    code: 'POLICY',
    shows: [rule, 'ClusterSecretStore root', 'stores'],
  },
  {
    name: 'such a store for one entry',
    input: wants(
      '{secretStoreRef: {name: vault, kind: ClusterSecretStore}, data: [{secretKey: k, remoteRef: {key: team-a/db}, sourceRef: {storeRef: {name: root, kind: ClusterSecretStore}}}]}',
    ),
    code: 'POLICY',
    shows: [rule, 'ClusterSecretStore root'],
  },
  {
    name: 'a provider that the rule does not list, under a name that it does',
    input: brings('SecretStore', 'vault', aws(keysOf('x'))) + wants(reads('team-a/db', 'vault', 'SecretStore')),
    code: 'POLICY',
    shows: [rule, 'SecretStore shop/vault', 'providers'],
  },
  {
    name: 'a store when no rule is about the project',
    input: wants(reads('team-a/db')),
    by: { namespace: 'shop', project: 'team-c' },
    code: 'POLICY',
    shows: ['no rule of policy.rules', 'ClusterSecretStore vault'],
  },
  {
    name: 'a store when the project is not known',
    input: wants(reads('team-a/db')),
    by: { namespace: 'shop' },
    code: 'POLICY',
    shows: ['no rule of policy.rules'],
  },
  {
    name: 'a store when the project is named like a pattern',
    input: wants(reads('team-a/db')),
    by: { namespace: 'shop', project: 'team-*' },
    code: 'POLICY',
    shows: ['no rule of policy.rules'],
  },
  {
    name: 'a store by a repository that looks alike',
    input: wants(reads('team-a/db')),
    rules: [{ name: 'r', repositories: ['https://git.example.com/team-a/*'] }],
    by: { namespace: 'shop', repository: 'https://git.example.com/team-a/x/../../team-b/y' },
    code: 'POLICY',
    shows: ['no rule of policy.rules'],
  },
  {
    name: 'a store by a repository on another host',
    input: wants(reads('team-a/db')),
    rules: [{ name: 'r', repositories: ['https://git.example.com/**'] }],
    by: { namespace: 'shop', repository: 'https://git.example.com.evil.example/team-a/shop' },
    code: 'POLICY',
    shows: ['no rule of policy.rules'],
  },
  {
    name: 'a store by an application that begins alike',
    input: wants(reads('team-a/db')),
    rules: [{ name: 'r', applications: ['shop'] }],
    by: { namespace: 'shop', name: 'shop-evil' },
    code: 'POLICY',
    shows: ['no rule of policy.rules'],
  },
  {
    name: "another namespace's store",
    ...open,
    input: wants(reads('team-a/db', 'own', 'SecretStore')),
    code: 'STORE_NOT_FOUND',
    shows: ['no SecretStore is named "own"'],
  },
  {
    name: 'a store that conditions keep to others',
    ...open,
    input: wants(reads('team-a/db', 'gated')),
    code: 'STORE_CONDITION',
    shows: ['"gated"', 'namespace "shop"'],
  },
  {
    name: 'labels of its own making for a condition',
    ...open,
    input: `apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {tier: payments}}\n${wants(reads('team-a/db', 'gated'))}`,
    code: 'STORE_CONDITION',
    shows: ['"gated"', 'namespace "shop"'],
  },
  {
    name: 'the name label of its own making',
    ...open,
    input: `apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {kubernetes.io/metadata.name: payments}}\n${wants(reads('team-a/db', 'gated'))}`,
    code: 'STORE_CONDITION',
    shows: ['"gated"'],
  },
  {
    name: 'labels that nobody knows',
    ...open,
    input: wants(reads('team-a/db', 'not-prod')),
    code: 'STORE_CONDITION',
    shows: ['"not-prod"'],
  },
  {
    name: 'a store of its own in place of a guarded one',
    ...open,
    input:
      brings('ClusterSecretStore', 'gated', '{fake: {data: [{key: team-a/db, value: x}]}}') +
      wants(reads('team-a/db', 'gated')),
    code: 'STORE_CONDITION',
    shows: ['"gated"'],
  },
  {
    name: 'no namespace at all, for a condition',
    ...open,
    input: wants(reads('team-a/db', 'gated'), undefined),
    code: 'STORE_CONDITION',
    shows: ['"gated"', 'namespace "shop"'],
  },
];

const generators: readonly Row[] = [
  {
    name: 'a generator of the platform that the rule does not list',
    input: wants(generates('ClusterGenerator', 'registry')),
    code: 'POLICY',
    shows: [rule, 'generator Fake "registry"', 'generators'],
  },
  {
    name: "another namespace's generator",
    ...open,
    input: wants(generates('Fake', 'allowed')),
    code: 'GENERATOR_NOT_FOUND',
    shows: ['no Fake is named "allowed"'],
  },
  {
    name: 'a generator of its own under a rule about stores alone',
    rules: [{ name: 'r', stores: ['vault'] }],
    input: `apiVersion: generators.external-secrets.io/v1alpha1\nkind: Fake\nmetadata: {name: g, namespace: shop}\nspec: {data: {a: b}}\n${wants(generates('Fake', 'g'))}`,
    code: 'POLICY',
    shows: ['rule "r"', 'generator Fake "g"'],
  },
];

const deny = { policy: { inputStores: 'deny' as const }, rules: [] };
const denied: readonly Row[] = [
  {
    name: 'a store of its own, where none is allowed',
    config: deny,
    input: brings('SecretStore', 'mine', '{fake: {data: [{key: team-a/db, value: x}]}}') + wants(reader),
    code: 'INPUT_STORE_DENIED',
    shows: ['SecretStore "mine"', 'policy.inputStores: deny'],
  },
  {
    name: 'a cluster store of its own, where none is allowed',
    config: deny,
    input:
      brings('ClusterSecretStore', 'mine', '{fake: {data: [{key: team-a/db, value: x}]}}') +
      wants(reads('team-a/db', 'mine')),
    code: 'INPUT_STORE_DENIED',
    shows: ['ClusterSecretStore "mine"'],
  },
  {
    name: 'a generator of its own, where none is allowed',
    config: deny,
    input: `apiVersion: generators.external-secrets.io/v1alpha1\nkind: Fake\nmetadata: {name: g, namespace: shop}\nspec: {data: {a: b}}\n${wants(generates('Fake', 'g'))}`,
    code: 'INPUT_STORE_DENIED',
    shows: ['Fake "g"'],
  },
].map((row) => ({ ...row, ...open, config: { policy: deny.policy } }));

const mine = (auth: string) => brings('SecretStore', 'mine', aws(auth)) + wants(reader);
const where = ['SecretStore shop/mine, key "team-a/db"'];
const credentials: readonly Row[] = [
  {
    name: "the renderer's own identity, through a store without auth",
    input: mine(''),
    code: 'AMBIENT_REFUSED',
    shows: [],
  },
  {
    name: 'the same, where the configuration asks for it',
    config: { credentials: { mode: 'ambient' } },
    input: mine(''),
    code: 'AMBIENT_REFUSED',
    shows: [],
  },
  {
    name: 'the same, with a role to assume',
    input: mine(', role: "arn:aws:iam::1:role/admin"'),
    code: 'AMBIENT_REFUSED',
    shows: [],
  },
  {
    name: 'a store that names keys which are nowhere, to fall back',
    config: { credentials: { mode: 'auto' } },
    input: mine(keysOf('nowhere')),
    code: 'CREDENTIAL_NOT_FOUND',
    shows: ['"shop/nowhere"'],
  },
  {
    name: "a Secret of the platform's in its own namespace",
    input: mine(keysOf('aws')),
    code: 'CREDENTIAL_NOT_FOUND',
    shows: ['"shop/aws"', 'looked in the input;'],
  },
  {
    name: 'a mounted Secret',
    config: { credentials: { directory } },
    input: mine(keysOf('aws-mounted')),
    code: 'CREDENTIAL_NOT_FOUND',
    shows: ['"shop/aws-mounted"'],
  },
  {
    name: 'a mounted Secret, by a way out',
    config: { credentials: { directory } },
    input: mine(keysOf('aws-mounted').replaceAll('key: id', 'key: ../../token')),
    code: 'FIELD_FORM',
    shows: [],
  },
  {
    name: "a Secret of the platform's, through a cluster store of its own",
    input:
      brings('ClusterSecretStore', 'mine', aws(keysOf('aws', ', namespace: platform'))) +
      wants(reads('team-a/db', 'mine')),
    code: 'CREDENTIAL_NOT_FOUND',
    shows: ['"platform/aws"'],
  },
  {
    name: 'a Secret of another namespace, through a SecretStore',
    input: mine(keysOf('aws', ', namespace: platform')),
    code: 'REFERENCE_NAMESPACE',
    shows: ['"platform"'],
  },
  {
    name: 'a token of a ServiceAccount',
    input: mine(', auth: {jwt: {serviceAccountRef: {name: robot}}}'),
    code: 'SERVICE_ACCOUNT_UNKNOWN',
    shows: ['"shop/robot"'],
  },
  {
    name: 'a token of a ServiceAccount that it brings',
    config: { credentials: { tokens: { 'shop/robot': path.join(directory, 'token') } } },
    input: `apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: robot, namespace: shop, annotations: {eks.amazonaws.com/role-arn: "arn:aws:iam::1:role/admin"}}\n${mine(', auth: {jwt: {serviceAccountRef: {name: robot}}}')}`,
    code: 'ACCOUNT_TOKEN_REFUSED',
    shows: ['shop/robot'],
  },
].map(
  (row) =>
    ({
      ...open,
      ...row,
      shows: [
        ...(row.name.includes('cluster store') || /^(REFERENCE_NAMESPACE|FIELD_FORM)$/.test(row.code) ? [] : where),
        ...row.shows,
      ],
    }) as Row,
);

const templates: readonly Row[] = [
  ['the environment', '{{ env \\"VAULT_TOKEN\\" }}', 'function "env" not defined'],
  ['the environment, expanded', '{{ expandenv \\"$VAULT_TOKEN\\" }}', 'function "expandenv" not defined'],
  ['the network', '{{ getHostByName \\"vault\\" }}', 'function "getHostByName" not defined'],
].map(([name = '', template = '', says = '']) => ({
  name: `a template that asks for ${name}`,
  input: wants(`${reads('team-a/db').slice(0, -1)}, target: {template: {data: {k: "${template}"}}}}`),
  code: 'TEMPLATE_PARSE',
  shows: [says],
}));

const others: readonly Row[] = [
  {
    name: "a template that prints the platform's credentials",
    input: wants(
      `${reads('team-a/db').slice(0, -1)}, target: {template: {templateFrom: [{secret: {name: aws, items: [{key: id}]}}]}}}`,
    ),
    code: 'TEMPLATE_SECRET_TRUSTED',
    shows: ['"aws"'],
  },
  {
    name: 'a template that never ends',
    input: wants(
      `${reads('team-a/db').slice(0, -1)}, target: {template: {data: {k: "{{ range $i := until 100000 }}{{ range until 100000 }}{{ end }}{{ end }}"}}}}`,
    ),
    config: { limits: { templateSteps: 10_000 } },
    code: 'TEMPLATE_BUDGET',
    shows: [],
  },
  {
    name: 'more references than it may',
    input: wants(
      `{secretStoreRef: {name: vault, kind: ClusterSecretStore}, data: [${Array.from({ length: 20 }, (_, index) => `{secretKey: k${index}, remoteRef: {key: team-a/db}}`).join(', ')}]}`,
    ),
    config: { limits: { maxReferences: 10 } },
    code: 'TOO_MANY_REFERENCES',
    shows: ['20', '10'],
  },
];

const attempts = [
  ...namespaces,
  ...claims,
  ...homeless,
  ...spellings,
  ...lookalikes,
  ...keys,
  ...entries,
  ...finds,
  ...stores,
  ...generators,
  ...denied,
  ...credentials,
  ...templates,
  ...others,
];

describe('an application does not get what is not its own', () => {
  test.each(attempts)('by $name', async (attempt) => {
    const { out, errors } = await render(attempt);
    expect(out).toBe('');
    expect(errors.map(({ code }) => code)).toContain(attempt.code);
    const told = errors.map(({ says, hint, place }) => `${says} ${hint} ${JSON.stringify(place)}`).join('\n');
    for (const words of attempt.shows) expect(told).toContain(words);
    expect(errors.every(({ exitStatus }) => exitStatus === 1)).toBe(true);
    expect(told).not.toContain(marked);
    expect(inspect(errors, { depth: 4 })).not.toContain(marked);
  });

  test('in at least sixty ways', () => {
    expect(attempts.length).toBeGreaterThanOrEqual(60);
    expect(new Set(attempts.map(({ name }) => name)).size).toBe(attempts.length);
  });
});

describe('an application gets what is its own', () => {
  const granted: readonly (Attempt & { readonly want: string })[] = [
    { name: 'a key that its rule covers', input: wants(reads('team-a/db')), want: 'mine' },
    { name: 'the same without a namespace written', input: wants(reads('team-a/db'), undefined), want: 'mine' },
    { name: 'a find that its rule covers', input: find('{name: {regexp: ^team-a/api}}'), want: 'mine' },
    {
      name: 'a namespace that its rule lists',
      input: wants(reads('team-a/db'), 'shop-test'),
      rules: [{ projects: ['team-a'], namespaces: ['shop*'] }],
      want: 'mine',
    },
    {
      name: 'such a namespace, without a destination',
      by: { name: 'shop', project: 'team-a' },
      input: wants(reads('team-a/db'), 'shop-test'),
      rules: [{ projects: ['team-a'], namespaces: ['shop*'] }],
      want: 'mine',
    },
    {
      name: 'any namespace where all may be claimed',
      input: wants(reads('team-a/db'), 'other'),
      config: { policy: { namespaces: 'allow' } },
      want: 'mine',
    },
    {
      name: 'a store of its own',
      ...open,
      input: brings('SecretStore', 'mine', '{fake: {data: [{key: team-a/db, value: own}]}}') + wants(reader),
      want: 'own',
    },
  ];
  test.each(granted)('$name', async ({ want, ...attempt }) => {
    const { out, errors } = await render(attempt);
    expect(errors.map(({ says }) => says)).toEqual([]);
    expect(out).toContain(Buffer.from(want).toString('base64'));
  });
});
