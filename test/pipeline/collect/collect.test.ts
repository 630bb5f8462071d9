import { readdirSync, readFileSync } from 'node:fs';
import type { Wanted } from '../../../plugin/model/inventory.ts';
import { showObject } from '../../../plugin/model/place.ts';
import { objectName } from '../../../plugin/model/resource.ts';
import { line, type Taken, type TakeOptions, take } from '../../support/take.ts';

/** An ExternalSecret with what a test is about. */
function externalSecret(name: string, more = '', metadata = ''): string {
  return `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  name: ${name}
${metadata}spec:
  secretStoreRef: {name: s}
  data: [{secretKey: a, remoteRef: {key: k}}]
${more}---
`;
}

const store = (name: string, kind = 'ClusterSecretStore', more = '') =>
  `apiVersion: external-secrets.io/v1\nkind: ${kind}\nmetadata: {name: ${name}}\nspec:\n  provider: {fake: {data: []}}\n${more}---\n`;

// What is left of a variable that a later step would substitute.
const variable = '$' + '{APP}';

const wrong: readonly { name: string; text: string; want: readonly string[]; options?: TakeOptions }[] = [
  {
    name: 'everything that is wrong, in all documents, each with its place',
    text: `${externalSecret('one', '  target: {creationPolicy: Onwer}\n')}${externalSecret('Two', '  refreshInterval: 60\n')}`,
    want: [
      '8:28 FIELD_NOT_ALLOWED ExternalSecret default/one spec.target.creationPolicy: spec.target.creationPolicy may not be "Onwer" (did you mean "Owner"?)',
      '13:9 FIELD_FORM ExternalSecret default/Two metadata.name: metadata.name may not be "Two": it takes small letters, digits, "-" and ".", with a letter or digit at both ends of each part',
      '17:20 FIELD_TYPE ExternalSecret default/Two spec.refreshInterval: spec.refreshInterval must be a string, and is an integer (quote it)',
    ],
  },
  {
    name: 'a missing field, at what should hold it',
    text: externalSecret('a').replace('{key: k}', '{}'),
    want: [
      '7:25 FIELD_REQUIRED ExternalSecret default/a spec.data[0].remoteRef.key: spec.data[0].remoteRef.key is required',
    ],
  },
  {
    name: 'variables that were not substituted',
    text: externalSecret(`"${variable}"`),
    want: [
      `4:9 FIELD_FORM ExternalSecret default/${variable} metadata.name: metadata.name may not be "${variable}": it takes small letters, digits, "-" and ".", with a letter or digit at both ends of each part (substitute variables before this step: it reads names as they stand)`,
    ],
  },
  {
    name: 'labels and annotations that the API server refuses',
    text: externalSecret('a', '', '  labels: {"a/b/c": x, d: "not valid!", e: 1}\n  annotations: {"-": x}\n'),
    want: [
      '5:21 METADATA_KEY ExternalSecret default/a metadata.labels["a/b/c"]: the API server refuses label "a/b/c": its name is not valid (NAME or PREFIX/NAME: letters, numbers, "-", "_" and "." in a name of at most 63, a DNS name as prefix)',
      '5:27 LABEL_VALUE ExternalSecret default/a metadata.labels.d: the API server refuses the value of label "d" (at most 63 characters: letters, numbers, "-", "_" and ".", a letter or number first and last; other text belongs in an annotation)',
      '5:44 FIELD_TYPE ExternalSecret default/a metadata.labels.e: metadata.labels.e must be a string, and is an integer (quote it)',
      '6:22 METADATA_KEY ExternalSecret default/a metadata.annotations.-: the API server refuses annotation "-": its name is not valid (NAME or PREFIX/NAME: letters, numbers, "-", "_" and "." in a name of at most 63, a DNS name as prefix)',
    ].toSorted((a, b) => (a.includes('FIELD_TYPE') ? -1 : b.includes('FIELD_TYPE') ? 1 : 0)),
  },
  {
    name: 'finalizers and a prefix that the API server refuses',
    text: externalSecret('a', '', '  generateName: A_b-\n  finalizers: ["a b", orphan, foregroundDeletion, 5, keep]\n'),
    want: [
      '5:17 FIELD_FORM ExternalSecret default/a metadata.generateName: metadata.generateName may not be "A_b-": it takes small letters, digits, "-" and ".", with a letter or digit at both ends of each part',
      '6:16 FINALIZER ExternalSecret default/a metadata.finalizers[0]: the API server refuses finalizer "a b": its name is not valid (call it DOMAIN/NAME, such as example.com/keep)',
      '6:23 FINALIZER ExternalSecret default/a metadata.finalizers[1]: the API server refuses finalizer "orphan": foregroundDeletion is there too, and they exclude each other (call it DOMAIN/NAME, such as example.com/keep)',
      '6:51 FIELD_TYPE ExternalSecret default/a metadata.finalizers[3]: metadata.finalizers[3] must be a string, and is an integer (quote it)',
    ],
  },
  {
    name: 'a prefix with a letter of several bytes before its dash',
    text: externalSecret('a', '', '  generateName: aé-\n'),
    want: [
      '5:17 FIELD_FORM ExternalSecret default/a metadata.generateName: metadata.generateName may not be "aé-": it takes small letters, digits, "-" and ".", with a letter or digit at both ends of each part',
    ],
  },
  {
    name: 'a name that only a server would complete',
    text: externalSecret('a').replace('name: a', 'generateName: a-'),
    want: [
      '3:1 NAME_GENERATED ExternalSecret default/a- metadata: metadata.generateName gives a name only in a cluster (set metadata.name, or spec.target.name of an ExternalSecret)',
    ],
  },
  {
    name: 'a version that is no more',
    text: externalSecret('a').replace('/v1', '/v1alpha1'),
    want: [
      '1:13 KIND_VERSION ExternalSecret a apiVersion: ExternalSecret has no version v1alpha1 (use apiVersion: external-secrets.io/v1)',
    ],
  },
  {
    name: 'a misspelt kind',
    text: externalSecret('a').replace('ExternalSecret', 'ExternalSecrets'),
    want: [
      '2:7 KIND_MISSPELT ExternalSecrets a kind: there is no kind "ExternalSecrets" in this group (did you mean "ExternalSecret"?)',
    ],
  },
  {
    name: 'a document that is no YAML',
    text: `a: 1\n---\n${externalSecret('a').replace('kind:', '\tkind:')}`,
    want: [
      '3:13 YAML_SYNTAX: this is no YAML that Kubernetes reads: tab where an indentation is expected (look at this line and the one before it: indent with blanks alike, quote what begins with a sign or holds ": ")',
    ],
  },
  {
    name: 'a template that was not rendered',
    text: externalSecret('a').replace('  secretStoreRef', '  {{- if .x }}\n  secretStoreRef'),
    want: [
      expect.stringMatching(
        /^6:\d+ YAML_SYNTAX: .*\(it looks like a template that was not rendered; render it first\)$/,
      ),
    ],
  },
  {
    name: 'text that Kubernetes would not read',
    text: `${externalSecret('a').replace('---\n', '...\n')}${externalSecret('b')}`,
    want: [
      '9:1 YAML_HIDDEN: text behind "..." is not read by Kubernetes (separate documents with a line that holds "---" alone)',
    ],
  },
  {
    name: 'a list in flow style',
    text: `apiVersion: v1\nkind: List\nitems: [{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: a}}]\n`,
    want: [
      '3:1 LIST_STYLE items: the items of a List are in flow style, so that one cannot be replaced without the others (write the list in block style or as JSON, or as documents of their own)',
    ],
  },
  {
    name: 'a document that is there twice',
    text: `${store('s')}${store('s')}`,
    want: [
      '9:18 DOCUMENT_TWICE ClusterSecretStore s metadata.name: this object stands at in.yaml:1 already (remove one of the two)',
    ],
  },
  {
    name: 'two owners of one Secret',
    text: `${externalSecret('a', '  target: {name: t}\n')}${externalSecret('b', '  target: {name: t, creationPolicy: Merge}\n')}`,
    want: [
      '17:3 TARGET_TWICE ExternalSecret default/b spec.target: ExternalSecret default/a and ExternalSecret default/b write the same Secret default/t (give them different target names; only Merge and CreateOrMerge may share a Secret, and only one that nobody owns)',
    ],
  },
];

describe('collect()', () => {
  test.each(wrong)('refuses $name', async ({ text, want, options }) => {
    expect((await take(text, options)).errors.map(line)).toEqual(want);
  });

  test.each([
    ['two that merge into an object of another kind', ', manifest: {apiVersion: v1, kind: ConfigMap}', 'name: e'],
    ['two whose own names a server completes', '', 'generateName: e'],
  ])('refuses one target of %s', async (_name, manifest, name) => {
    const policy = manifest === '' ? 'Owner' : 'CreateOrMerge';
    const text = [0, 1].map((index) =>
      externalSecret(`e${index}`, `  target: {name: t, creationPolicy: ${policy}${manifest}}\n`).replace(
        `name: e${index}`,
        `${name}${manifest === '' ? '-' : index}`,
      ),
    );
    expect((await take(text.join(''))).errors.map(({ code }) => code)).toEqual(['TARGET_TWICE']);
  });

  test.each([
    ['Orphan and Merge', ['Orphan', 'Merge']],
    ['CreateOrMerge twice', ['CreateOrMerge', 'CreateOrMerge']],
    ['Owner and None', ['Owner', 'None']],
  ])('lets %s share a target', async (_name, policies) => {
    const text = policies.map((policy, index) =>
      externalSecret(`e${index}`, `  target: {name: t, creationPolicy: ${policy}}\n`),
    );
    expect((await take(text.join(''))).inventory?.externalSecrets).toHaveLength(2);
  });

  test('takes a name that a server would complete where the target has one of its own', async () => {
    const named = (target: string) =>
      externalSecret('a', `  target: {name: ${target}}\n`).replace('name: a', 'generateName: a-');
    const { errors, inventory } = await take(`${named('x')}${named('z')}`);
    expect(errors).toEqual([]);
    expect(inventory?.externalSecrets.map(({ metadata, spec }) => [metadata.name, spec.target.name])).toEqual([
      ['a-', 'x'],
      ['a-', 'z'],
    ]);
    const store = 'apiVersion: external-secrets.io/v1\nkind: SecretStore\nmetadata: {generateName: s-}\n';
    const others = await take(`${store}spec: {provider: {fake: {data: []}}}\n`);
    expect(others.errors.map(({ code }) => code)).toEqual(['NAME_GENERATED']);
  });

  test('takes no notice of the namespace of what is cluster-wide', async () => {
    const { errors, inventory } = await take(store('s').replace('name: s', 'name: s, namespace: Not_One'));
    expect(errors).toEqual([]);
    expect(inventory?.stores.map(({ metadata }) => metadata.namespace)).toEqual([undefined]);
    const text = externalSecret('a').replace('name: a', 'name: a\n  namespace: Not_One');
    expect((await take(text)).errors.map(({ code }) => code)).toEqual(['FIELD_FORM']);
  });

  test('reads v1beta1 by its own schema, and then gives it the defaults of v1', async () => {
    const text = externalSecret('a', '  dataFrom: [{extract: {key: k, nullBytePolicy: Fail}}]\n').replace(
      '/v1',
      '/v1beta1',
    );
    const { inventory, warnings } = await take(text);
    expect(inventory?.externalSecrets[0]?.spec).toEqual({
      secretStoreRef: { name: 's' },
      data: [
        {
          secretKey: 'a',
          remoteRef: { key: 'k', conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None' },
        },
      ],
      dataFrom: [
        { extract: { key: 'k', conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None' } },
      ],
      refreshInterval: '1h0m0s',
      target: { creationPolicy: 'Owner', deletionPolicy: 'Retain' },
    });
    expect(warnings.map(line)).toEqual([
      '8:33 UNKNOWN_FIELD ExternalSecret default/a spec.dataFrom[0].extract.nullBytePolicy: unknown field spec.dataFrom[0].extract.nullBytePolicy is ignored, as the API server ignores it',
    ]);
  });

  test('says once to validate that v1beta1 is old', async () => {
    const text = `${externalSecret('a')}${externalSecret('b')}`.replaceAll('/v1', '/v1beta1');
    expect((await take(text, { purpose: 'validate' })).warnings.map(line)).toEqual([
      '1:13 VERSION_UNSERVED apiVersion: external-secrets.io/v1beta1 is not served by current operators; 2 documents use it (write apiVersion: external-secrets.io/v1)',
    ]);
    expect((await take(text)).warnings).toEqual([]);
  });

  test('warns of a key that is there twice', async () => {
    const { inventory, warnings } = await take(externalSecret('a', '  refreshInterval: 1h\n  refreshInterval: 2h\n'));
    expect(inventory?.externalSecrets[0]?.spec.refreshInterval).toBe('2h');
    expect(warnings.map(line)).toEqual([
      '9:3 DUPLICATE_KEY ExternalSecret default/a: key "refreshInterval" is there twice; the last one counts (remove one: strict clients, kubectl among them, refuse such a document)',
    ]);
  });

  test('stops looking for lines where thousands of fields are wrong', async () => {
    const labels = Array.from({ length: 5000 }, (_, index) => `"bad key ${index}": x`).join(', ');
    const { errors } = await take(externalSecret('a', '', `  labels: {${labels}}\n`));
    expect(errors).toHaveLength(5000);
    expect(errors.filter(({ place }) => place?.line !== undefined)).toHaveLength(200);
  });

  test('gives documents that name no namespace the application’s', async () => {
    const text = `${externalSecret('a')}${externalSecret('b', '', '  namespace: own\n')}${store('s')}`;
    const { inventory } = await take(text, { application: { namespace: 'dest' } });
    expect(inventory?.externalSecrets.map(({ metadata }) => metadata.namespace)).toEqual(['dest', 'own']);
    expect(inventory?.stores[0]?.metadata.namespace).toBeUndefined();
  });

  test('reads the items of a list like documents', async () => {
    const item = externalSecret('a')
      .replace('---\n', '')
      .replace(/\n(?=.)/g, '\n  ');
    const { inventory } = await take(`apiVersion: v1\nkind: List\nitems:\n- ${item}- kind: Pod\n`);
    expect(inventory?.externalSecrets.map((each) => [each.metadata.name, each.place('spec.data').line])).toEqual([
      ['a', 10],
    ]);
    expect(inventory?.ranges).toHaveLength(2);
  });

  test('leaves skipped documents, what they use, and other controllers’ stores as they came', async () => {
    const skip = '  annotations: {external-secrets-render.dev/skip: "true"}\n';
    const text = [
      externalSecret('a', '', skip)
        .replace('{name: s}', '{name: s, kind: ClusterSecretStore}')
        .replace('[{', '[{bad: ['),
      externalSecret('b').replace('{name: s}', '{name: t, kind: ClusterSecretStore}'),
      store('s'),
      store('t'),
      store('u', 'ClusterSecretStore', '  controller: other\n'),
    ];
    const { inventory } = await take(text.join('').replace('bad: [', ''));
    expect(inventory?.externalSecrets.map(({ metadata }) => metadata.name)).toEqual(['b']);
    expect(inventory?.stores).toHaveLength(3);
    expect(inventory?.leftAlone.map(({ value: { metadata } }) => (metadata as { name: string }).name)).toEqual([
      'a',
      's',
      'u',
    ]);
  });

  test('does not check what is skipped', async () => {
    const text = externalSecret(
      'a',
      '  target: {creationPolicy: Nope}\n',
      '  annotations: {external-secrets-render.dev/skip: "true"}\n',
    );
    expect(await take(text)).toMatchObject({ errors: [], inventory: { externalSecrets: [] } });
  });

  test('leaves other products’ kinds alone, and says so', async () => {
    const text = `${externalSecret('a').replace('external-secrets.io', 'kubernetes-client.io')}apiVersion: external-secrets.io/v1\nkind: Zebra\n`;
    const { inventory, warnings } = await take(text);
    expect(inventory?.externalSecrets).toEqual([]);
    expect(warnings.map(({ code }) => code)).toEqual(['FOREIGN_KIND', 'UNKNOWN_KIND']);
  });

  test('passes over what only talks about us', async () => {
    const text = `kind: ConfigMap\napiVersion: v1\nmetadata: {name: x}\ndata:\n  a: |\n    apiVersion: external-secrets.io/v1\n    kind: ExternalSecret\n`;
    expect(await take(text)).toMatchObject({
      errors: [],
      warnings: [],
      inventory: { externalSecrets: [], leftAlone: [] },
    });
  });

  test('parses nothing where nothing is ours', async () => {
    const { inventory } = await take('kind: Secret\napiVersion: v1\nmetadata: {name: [broken\n---\n"{{ template }}"\n');
    expect(inventory).toMatchObject({ documents: [], ranges: [{}, {}] });
  });

  test('finds a group that is written with escapes', async () => {
    const text = externalSecret('a').replace('external-secrets.io/v1', '"external\\u002dsecrets.io/v1"');
    expect((await take(text)).inventory?.externalSecrets).toHaveLength(1);
  });
});

describe('find()', () => {
  const secret = (name: string, value: string) =>
    `apiVersion: v1\nkind: Secret\nmetadata: {name: ${name}, namespace: ns}\nstringData: {k: ${value}}\n---\n`;
  const names =
    '  target: {template: {templateFrom: [{secret: {name: both, items: []}}, {secret: {name: mine, items: []}}]}}\n';
  const options: TakeOptions = {
    platform: `${secret('both', 'platform')}${store('s')}`,
    mounted: (namespace, name) =>
      namespace === 'ns' && /^(both|mine|mount)$/.test(name) ? { k: 'bW91bnQ=' } : undefined,
    config: { file: 'config.yaml', credentials: { directory: '/creds' } },
  };
  const text = `${externalSecret('a', names)}${secret('both', 'input')}${secret('mine', 'input')}${store('s')}`;
  let taken: Taken;
  beforeAll(async () => {
    taken = await take(text, options);
  });
  const where = (wanted: Wanted) => {
    const found = taken.inventory?.find(wanted);
    return found !== undefined && 'resource' in found ? found.resource.origin : found?.searched;
  };

  test.each([
    ['both', 'platform'],
    ['mine', 'mount'],
    ['mount', 'mount'],
    ['none', ['the platform configuration config.yaml', 'the credential mount /creds/ns/none', 'the input']],
  ])('looks for Secret %s in trusted places first, and remembers where', (name, want) => {
    expect(where({ kind: 'Secret', namespace: 'ns', name })).toEqual(want);
  });

  test('finds cluster-wide kinds whatever the namespace', () => {
    expect(where({ kind: 'ClusterSecretStore', namespace: 'x', name: 's' })).toBe('platform');
    expect(where({ kind: 'SecretStore', namespace: 'x', name: 's' })).toEqual([
      'the platform configuration config.yaml',
      'the input',
    ]);
  });

  test('tells of documents that a trusted one replaces', () => {
    expect(taken.warnings.map(line)).toEqual([
      '10:1 DOCUMENT_SHADOWED Secret ns/both: the Secret ns/both of the platform configuration (platform.yaml) is used in its place',
      '20:1 DOCUMENT_SHADOWED ClusterSecretStore s: the ClusterSecretStore s of the platform configuration (platform.yaml) is used in its place',
    ]);
  });

  test('reads a mounted Secret as an object', () => {
    const found = taken.inventory?.find({ kind: 'Secret', namespace: 'ns', name: 'mount' });
    expect(found).toMatchObject({ resource: { raw: { data: { k: 'bW91bnQ=' } }, metadata: { namespace: 'ns' } } });
  });
});

describe('ClusterExternalSecrets', () => {
  const namespace = (name: string, labels = '{}', more = '') =>
    `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}, labels: ${labels}${more}}\n---\n`;
  const cluster = (spec: string, metadata = '') => `apiVersion: external-secrets.io/v1
kind: ClusterExternalSecret
metadata: {name: ces${metadata}}
spec:
  externalSecretSpec: {secretStoreRef: {name: s}, data: [{secretKey: a, remoteRef: {key: k}}]}
${spec}---
`;
  const spaces = `${namespace('b', '{env: prod}')}${namespace('a', '{env: prod, tier: "1"}')}${namespace('c')}${namespace('gone', '{env: prod}', ', deletionTimestamp: "2030-01-01T00:00:00Z"')}`;

  test.each([
    ['labels', '  namespaceSelectors: [{matchLabels: {env: prod}}]\n', ['a', 'b']],
    ['an empty selector', '  namespaceSelectors: [{}]\n', ['a', 'b', 'c']],
    ['names or the old selector', '  namespaces: [c]\n  namespaceSelector: {matchLabels: {tier: "1"}}\n', ['a', 'c']],
    [
      'expressions',
      '  namespaceSelectors: [{matchExpressions: [{key: env, operator: In, values: [prod]}, {key: tier, operator: DoesNotExist}]}]\n',
      ['b'],
    ],
    [
      'the label that the server sets',
      '  namespaceSelectors: [{matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [a]}]}]\n',
      ['b', 'c'],
    ],
    ['nothing', '', []],
  ])('match Namespaces by %s', async (_name, spec, want) => {
    const { inventory } = await take(`${spaces}${cluster(spec)}`);
    expect(inventory?.externalSecrets.map(({ metadata }) => metadata.namespace)).toEqual(want);
  });

  test('make ExternalSecrets with the metadata they name, and carry Argo CD’s', async () => {
    const spec =
      '  namespaces: [a]\n  externalSecretName: made\n  externalSecretMetadata: {labels: {l: "1"}, annotations: {m: "2"}}\n';
    const metadata =
      ', labels: {own: x}, annotations: {argocd.argoproj.io/sync-wave: "-1", external-secrets.io/force-sync: "1", own: x}';
    const { inventory } = await take(`${spaces}${cluster(spec, metadata)}`);
    const [made] = inventory?.externalSecrets ?? [];
    expect(made?.metadata).toEqual({
      name: 'made',
      namespace: 'a',
      labels: { l: '1' },
      annotations: { m: '2', 'argocd.argoproj.io/sync-wave': '-1', 'external-secrets.io/force-sync': '1' },
    });
    expect(made?.place('spec.data')).toMatchObject({
      line: 21,
      object: { kind: 'ExternalSecret', name: 'made' },
      field: 'spec.data',
    });
  });

  test.each([
    ['names a Namespace that nobody knows', '  namespaces: [a, ghost]\n', 'CLUSTER_NAMESPACE_UNKNOWN'],
    ['matches none', '  namespaceSelectors: [{matchLabels: {x: z}}]\n', 'CLUSTER_MATCHES_NONE'],
  ])('warn when one %s', async (_name, spec, code) => {
    expect((await take(`${spaces}${cluster(spec)}`)).warnings.map((warning) => warning.code)).toEqual([code]);
  });

  test('do not replace an ExternalSecret that is there', async () => {
    const text = `${spaces}${externalSecret('ces', '', '  namespace: a\n')}${cluster('  namespaces: [a]\n')}`;
    expect((await take(text)).errors.map(({ code, says }) => `${code} ${says}`)).toEqual([
      'CLUSTER_CONFLICT external secret "ces" already exists in namespace a',
    ]);
  });

  test('nor one that another of them makes', async () => {
    const named = (name: string, more: string) =>
      cluster(`  externalSecretName: made\n${more}`).replace(/name: ces/, `name: ${name}`);
    const text = `${spaces}${named('one', '  namespaces: [a, b]\n')}${named('two', '  namespaces: [b, c]\n')}`;
    expect((await take(text)).errors.map(({ code, says }) => `${code} ${says}`)).toEqual([
      'CLUSTER_CONFLICT external secret "made" already exists in namespace b',
    ]);
  });

  test('are refused for what the webhook would refuse in each', async () => {
    const text = cluster('  namespaces: [a]\n').replace(', data: [{secretKey: a, remoteRef: {key: k}}]', '');
    expect((await take(text)).errors.map(line)).toEqual([
      '5:3 NO_DATA ClusterExternalSecret ces spec.externalSecretSpec: neither spec.data nor spec.dataFrom is there, so nothing would be fetched (add one of them; an empty Secret is never written)',
    ]);
  });

  test('prefer the labels of a trusted Namespace', async () => {
    const { inventory } = await take(
      `${namespace('a', '{env: prod}')}${cluster('  namespaceSelectors: [{matchLabels: {env: prod}}]\n')}`,
      {
        platform: namespace('a', '{env: dev}'),
      },
    );
    expect(inventory?.externalSecrets).toEqual([]);
  });
});

interface Recorded {
  readonly id: string;
  readonly manifests: string;
  readonly expected: {
    readonly error?: RecordedError;
    readonly errors?: readonly RecordedError[];
    readonly warnings?: readonly string[];
  };
}

interface RecordedError {
  readonly object: string;
  readonly stage: string;
  readonly mentions?: readonly string[];
}

interface Result {
  readonly recorded: Recorded;
  readonly front: readonly RecordedError[];
  readonly taken: Taken;
}

/** What the API server's schema or the webhook refuses. */
function frontOf({
  expected: { error, errors = error === undefined ? [] : [error] },
}: Recorded): readonly RecordedError[] {
  return errors.filter(({ stage }) => stage === 'crd' || stage === 'webhook');
}

/** What the webhook asks of the provider: `Provider.validate` refuses it. */
const providersOwn = [
  'push-delete-force-and-window',
  'sm-auth-namespace-refused',
  'storedoc-fake-empty-key',
  'storedoc-fake-empty-value',
];

/** The first step of the recording is a dry run, whose warnings are not there; and one object made without a schema. */
const otherWarnings = [
  'generic-secret-manifest',
  'generic-serviceaccount-no-template',
  'rewrite-crd-unknown-op',
  'v1beta1-rewrite-merge',
];

describe('the recorded cases', () => {
  const read = (folder: string) =>
    readdirSync(`test/conformance/${folder}`)
      .filter((file) => file.endsWith('.json'))
      .flatMap((file) => {
        const text = readFileSync(`test/conformance/${folder}/${file}`, 'utf8');
        return (JSON.parse(text) as { readonly cases: readonly Recorded[] }).cases;
      });
  // Of the providers' cases only those that come to the API server or the webhook: the others have a runner of their own.
  const cases = [...read('externalsecret'), ...read('providers').filter((recorded) => frontOf(recorded).length > 0)];
  const results: Result[] = [];
  beforeAll(async () => {
    for (const recorded of cases) {
      results.push({ recorded, front: frontOf(recorded), taken: await take(recorded.manifests) });
    }
  });

  test('are refused where the API server or the webhook refuses them, with the names that should show', () => {
    const missed = results.filter(({ front, taken }) =>
      front.some(({ object, mentions = [] }) => {
        const text = taken.errors.map(line).join('\n');
        const named = taken.errors.some(
          ({ place }) => place?.object !== undefined && showObject(place.object).replace(' ', '/') === object,
        );
        return !named || !mentions.every((word) => text.includes(word));
      }),
    );
    expect(missed.map(({ recorded }) => recorded.id).sort()).toEqual(providersOwn);
    expect(results.flatMap(({ front }) => front).length).toBe(117);
  });

  test('are refused nowhere else, but for two owners of one Secret', () => {
    const refused = results.filter(({ front, taken }) => front.length === 0 && taken.errors.length > 0);
    expect(refused.map(({ recorded }) => recorded.id)).toEqual([
      'ces-exists',
      'policy-target-same-twice',
      'policy-target-same-merge',
    ]);
  });

  test('warn of unknown fields as the API server does', () => {
    const different = results.filter(({ recorded: { expected }, taken }) => {
      const want = (expected.warnings ?? []).filter((warning) => warning.startsWith('unknown field'));
      const got = taken.warnings
        .filter(({ code }) => code === 'UNKNOWN_FIELD')
        .map(({ place }) => `unknown field "${place?.field}"`);
      return JSON.stringify(want.toSorted()) !== JSON.stringify(got.toSorted());
    });
    expect(different.map(({ recorded }) => recorded.id).sort()).toEqual(otherWarnings);
  });

  test('keep every document that has a name', async () => {
    const { inventory } = await take(cases.find(({ id }) => id === 'multi-list')?.manifests ?? '');
    expect(inventory?.externalSecrets.map((each) => showObject(objectName(each)))).toEqual([
      'ExternalSecret default/l1',
      'ExternalSecret default/l2',
    ]);
  });
});
