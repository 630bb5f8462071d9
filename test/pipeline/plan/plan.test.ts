import { faultsOf } from '../../../plugin/errors/esr-error.ts';
import type { ExternalSecret } from '../../../plugin/model/external-secret.ts';
import type { Plan } from '../../../plugin/model/plan.ts';
import type { Resource } from '../../../plugin/model/resource.ts';
import { runBook } from '../../../plugin/pipeline/plan/run-book.ts';
import type { Store } from '../../../plugin/providers/provider.ts';
import { inventoryOf, planText, type Texts } from '../../support/plan-text.ts';
import { type ConfigParts, type TestRun, testRun } from '../../support/run.ts';

const store = (name: string, extra = '', keys = 'a') => `---
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: {name: ${name}, namespace: shop}
spec: {provider: {fake: {data: [{key: ${keys}, value: "1"}]}}${extra}}
`;
const cluster = (name: string, extra = '') =>
  store(name, extra).replace('SecretStore', 'ClusterSecretStore').replace(', namespace: shop', '');
const secret = (name: string, spec: string, namespace = 'shop') => `---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: ${name}, namespace: ${namespace}}
spec: {secretStoreRef: {name: main}, ${spec}}
`;
const generator = (kind: string, name: string, spec = '{data: {k: v}}') => `---
apiVersion: generators.external-secrets.io/v1alpha1
kind: ${kind}
metadata: {name: ${name}${kind === 'ClusterGenerator' ? '' : ', namespace: shop'}}
spec: ${spec}
`;
const generatorRef = (name: string, kind = 'Fake', apiVersion = 'generators.external-secrets.io/v1alpha1') =>
  `{sourceRef: {generatorRef: {apiVersion: ${apiVersion}, kind: ${kind}, name: ${name}}}}`;
const data = (key: string, more = '') => `data: [{secretKey: k, remoteRef: {key: ${key}}${more}}]`;

const textsOf = (texts: Texts | string): Texts => (typeof texts === 'string' ? { input: texts } : texts);

function summary(plan: Plan<Store>): unknown {
  return {
    clients: plan.clients.map(({ provider, resource, reads, finds }) => [
      provider,
      resource.metadata.name,
      reads.map(({ ref, wantedBy }) => `${ref.key}${ref.version ? `@${ref.version}` : ''} x${wantedBy.length}`),
      finds.map(({ find, wantedBy }) => `${find.name?.regexp} x${wantedBy.length}`),
    ]),
    ...(plan.generators.length === 0
      ? {}
      : { generators: plan.generators.map(({ kind, name, wantedBy }) => `${kind} ${name} x${wantedBy.length}`) }),
    ...(plan.leftAlone.size === 0 ? {} : { leftAlone: [...plan.leftAlone.values()] }),
  };
}

describe('plan() reads what is wanted, once', () => {
  const find = (regexp: string) => `dataFrom: [{find: {name: {regexp: ${regexp}}}}]`;
  const rows: readonly { name: string; texts: Texts | string; want: unknown }[] = [
    {
      name: 'equal reads of several ExternalSecrets, apart from other versions',
      texts:
        store('main') +
        secret('a', data('a')) +
        secret(
          'b',
          'data: [{secretKey: k, remoteRef: {key: a}}, {secretKey: l, remoteRef: {key: a, version: v2}}, {secretKey: m, remoteRef: {key: a, property: x}}]',
        ),
      want: { clients: [['fake', 'main', ['a x3', 'a@v2 x1'], []]] },
    },
    {
      name: 'extract with data, finds apart',
      texts:
        store('main') +
        secret('a', 'dataFrom: [{extract: {key: a}}]') +
        secret('b', data('a')) +
        secret('c', find('x')) +
        secret('d', find('x')) +
        secret('e', find('z')),
      want: { clients: [['fake', 'main', ['a x2'], ['x x2', 'z x1']]] },
    },
    {
      name: 'a store of its own for an entry',
      texts: store('main') + store('other') + secret('a', data('a', ', sourceRef: {storeRef: {name: other}}')),
      want: { clients: [['fake', 'other', ['a x1'], []]] },
    },
    {
      name: 'nothing from an entry with a store alone',
      texts: store('main') + secret('a', 'dataFrom: [{sourceRef: {storeRef: {name: main}}}]'),
      want: { clients: [] },
    },
    {
      name: 'the trusted store of two with one name',
      texts: { platform: store('main', '', 'trusted'), input: store('main', '', 'own') + secret('a', data('a')) },
      want: { clients: [['fake', 'main', ['a x1'], []]] },
    },
    {
      name: 'generators that ask nobody by chance, once',
      texts:
        generator('Fake', 'g') +
        secret('a', `dataFrom: [${generatorRef('g')}, ${generatorRef('g')}]`) +
        secret('b', `dataFrom: [${generatorRef('g')}]`),
      want: { clients: [], generators: ['Fake g x3'] },
    },
    {
      name: 'the generator inside a ClusterGenerator',
      texts:
        generator('ClusterGenerator', 'c', '{kind: Fake, generator: {fakeSpec: {data: {k: v}}}}') +
        secret('a', `dataFrom: [${generatorRef('c', 'ClusterGenerator')}]`),
      want: { clients: [], generators: ['Fake c x1'] },
    },
    {
      name: 'nothing for another controller, though an entry is wrong',
      texts:
        store('main') +
        store('other', ', controller: theirs') +
        secret(
          'a',
          `data: [{secretKey: k, remoteRef: {key: a}, sourceRef: {storeRef: {name: other}}}, {secretKey: l, remoteRef: {key: a}, sourceRef: {storeRef: {name: nope}}}]`,
        ),
      want: { clients: [], leftAlone: ['SecretStore "other" belongs to controller class "theirs"'] },
    },
    {
      name: "nothing for another controller's generator",
      texts:
        generator('Fake', 'g', '{controller: theirs, data: {k: v}}') + secret('a', `dataFrom: [${generatorRef('g')}]`),
      want: { clients: [], leftAlone: ['Fake "g" belongs to controller class "theirs"'] },
    },
    {
      name: "nothing for another controller's generator inside a ClusterGenerator",
      texts:
        generator('ClusterGenerator', 'g', '{kind: Fake, generator: {fakeSpec: {controller: theirs, data: {k: v}}}}') +
        secret('a', `dataFrom: [${generatorRef('g', 'ClusterGenerator')}]`),
      want: { clients: [], leftAlone: ['ClusterGenerator "g" belongs to controller class "theirs"'] },
    },
  ];
  test.each(rows)('$name', async ({ texts, want }) => {
    expect(summary(await planText(textsOf(texts), testRun()))).toEqual(want);
  });

  test('takes the trusted one of two stores with one name', async () => {
    const texts = { platform: store('main', '', 'trusted'), input: store('main', '', 'own') + secret('a', data('a')) };
    const { clients } = await planText(texts, testRun());
    expect(clients[0]?.resource.origin).toBe('platform');
  });

  test('warns of what it leaves alone', async () => {
    const run = testRun();
    await planText({ input: store('main', ', controller: theirs') + secret('a', data('a')) }, run);
    expect(run.warnings.map(({ code, says }) => [code, says])).toContainEqual([
      'OTHER_CONTROLLER',
      'left as it is: SecretStore "main" belongs to controller class "theirs"',
    ]);
  });

  test.each([
    { random: true, runs: 3 },
    { random: false, runs: 1 },
  ])('runs a generator once for each use where its values are random: $random', async ({ random, runs }) => {
    const run = testRun();
    const input = `${generator('Fake', 'g')}${secret('a', data('a'))}${secret('b', data('a'))}`;
    const { externalSecrets, generators } = await inventoryOf({ input }, run);
    const book = runBook(async () => ({ random }));
    const [first, second] = externalSecrets as [ExternalSecret, ExternalSecret];
    const chosen = { resource: generators[0] as Resource, kind: 'Fake', spec: {}, specField: 'spec' };
    const uses = [[first, 0] as const, [first, 1] as const, [second, 0] as const];
    for (const [externalSecret, use] of uses) {
      await book.note(chosen, { by: { externalSecret, field: '' }, namespace: 'shop', use, index: use });
    }
    expect(new Set(book.all().map(({ purpose }) => purpose)).size).toBe(runs);
    expect(book.all()).toHaveLength(runs);
  });
});

describe('plan() refuses', () => {
  interface Refused {
    readonly name: string;
    readonly texts: Texts | string;
    readonly config?: ConfigParts;
    readonly run?: Partial<TestRun>;
    /** Code, place and words of each fault. */
    readonly want: readonly (readonly [string, string, string?])[];
  }
  const rows: readonly Refused[] = [
    {
      name: 'a store that is not there',
      texts: secret('a', data('a')),
      want: [['STORE_NOT_FOUND', 'spec.data[0].remoteRef.key', 'key "a": no SecretStore is named "main"']],
    },
    {
      name: 'a store of another namespace',
      texts: store('main') + secret('a', data('a'), 'other'),
      want: [['STORE_NOT_FOUND', 'spec.data[0].remoteRef.key']],
    },
    {
      name: 'a ClusterSecretStore by the name of a SecretStore',
      texts: cluster('main') + secret('a', data('a')),
      want: [['STORE_NOT_FOUND', 'spec.data[0].remoteRef.key']],
    },
    {
      name: 'a generator in data',
      texts: store('main') + secret('a', data('a', `, ${generatorRef('g').slice(1, -1)}`)),
      want: [
        [
          'GENERATOR_IN_DATA',
          'spec.data[0].sourceRef.generatorRef',
          'a data entry cannot take its value from a generator (key "a")',
        ],
      ],
    },
    {
      name: 'a generator that is not there',
      texts: secret('a', `dataFrom: [${generatorRef('g')}]`),
      want: [['GENERATOR_NOT_FOUND', 'spec.dataFrom[0].sourceRef.generatorRef', 'no Fake is named "g"']],
    },
    {
      name: 'a generator of another group',
      texts: generator('Fake', 'g') + secret('a', `dataFrom: [${generatorRef('g', 'Fake', 'example.com/v1')}]`),
      want: [['GENERATOR_GROUP', 'spec.dataFrom[0].sourceRef.generatorRef']],
    },
    {
      name: 'a generator of another version',
      texts:
        generator('Fake', 'g') +
        secret('a', `dataFrom: [${generatorRef('g', 'Fake', 'generators.external-secrets.io/v9')}]`),
      want: [['GENERATOR_VERSION', 'spec.dataFrom[0].sourceRef.generatorRef']],
    },
    {
      name: 'a ClusterGenerator that is of another kind inside',
      texts:
        generator('ClusterGenerator', 'c', '{kind: Password, generator: {fakeSpec: {data: {k: v}}}}') +
        secret('a', `dataFrom: [${generatorRef('c', 'ClusterGenerator')}]`),
      want: [
        [
          'CLUSTER_GENERATOR_KIND',
          'spec.dataFrom[0].sourceRef.generatorRef',
          'the ClusterGenerator is of kind Password and has no passwordSpec',
        ],
      ],
    },
    {
      name: 'a provider that we do not have',
      texts:
        store('main').replace(
          /\{fake.*\}\}\}/,
          '{chef: {username: u, serverUrl: "https://c/", auth: {secretRef: {privateKeySecretRef: {name: key, key: kk}}}}}}',
        ) + secret('a', data('a')),
      want: [['PROVIDER_UNSUPPORTED', 'spec.data[0].remoteRef.key', 'key "a": provider "chef" is not supported']],
    },
    {
      name: 'everything that is wrong, together',
      texts:
        store('main') +
        secret(
          'a',
          'data: [{secretKey: k, remoteRef: {key: a}, sourceRef: {storeRef: {name: xx}}}, {secretKey: l, remoteRef: {key: b}, sourceRef: {storeRef: {name: yy}}}]',
        ) +
        secret('b', `dataFrom: [${generatorRef('g')}]`),
      want: [
        ['STORE_NOT_FOUND', 'spec.data[0].remoteRef.key'],
        ['STORE_NOT_FOUND', 'spec.data[1].remoteRef.key'],
        ['GENERATOR_NOT_FOUND', 'spec.dataFrom[0].sourceRef.generatorRef'],
      ],
    },
    {
      name: 'more references than it may',
      texts: store('main') + secret('a', data('a')) + secret('b', data('a')),
      config: { limits: { maxReferences: 1 } },
      want: [['TOO_MANY_REFERENCES', '']],
    },
  ];
  test.each(rows)('$name', async ({ texts, config = {}, run = {}, want }) => {
    const thrown = await planText(textsOf(texts), testRun({ ...run, config })).catch((error: unknown) => error);
    const faults = faultsOf(thrown) ?? [];
    expect(faults.map(({ code, place }) => [code, place?.field ?? ''])).toEqual(
      want.map(([code, field]) => [code, field]),
    );
    for (const [index, [, , says]] of want.entries()) if (says !== undefined) expect(faults[index]?.says).toBe(says);
  });

  test('references to one missing store for one cause', async () => {
    const texts = { input: secret('a', data('a')) + secret('b', data('b')) };
    const faults = faultsOf(await planText(texts, testRun()).catch((error: unknown) => error)) ?? [];
    expect(faults[0]?.cause).toBe(faults[1]?.cause);
    expect(faults[0]?.hint).toContain('looked in ');
  });
});

describe('plan() judges stores that nobody reads from', () => {
  const bad = store('unused').replace('value: "1"', 'value: ""');
  const used = store('main') + secret('a', data('a'));
  const others = bad.replace('spec: {', 'spec: {controller: other, ');
  const unknown = bad.replace(/fake: .*/, 'akeyless: {}}}');
  const service = bad.replace(/fake: .*/, 'aws: {service: CertificateManager, region: eu-west-1}}}');
  const rows = [
    {
      name: 'in validate',
      input: used + bad,
      purpose: 'validate',
      want: ['FAKE_EMPTY spec.provider.fake.data[0].value'],
    },
    {
      name: 'in validate, cluster-wide ones too',
      input: used + cluster('x').replace('key: a', 'key: ""'),
      purpose: 'validate',
      want: ['FAKE_EMPTY spec.provider.fake.data[0].key'],
    },
    { name: 'not in generate, where nothing comes of them', input: used + bad, purpose: 'generate', want: [] },
    { name: "not those of the platform's", input: used, platform: bad, purpose: 'validate', want: [] },
    { name: "not another controller's", input: used + others, purpose: 'validate', want: [] },
    { name: 'not those of a service that we do not have', input: used + service, purpose: 'validate', want: [] },
    { name: 'not those of a provider that we do not have', input: used + unknown, purpose: 'validate', want: [] },
    {
      name: 'once where it is used',
      input: bad.replace('unused', 'main') + secret('a', data('a')),
      purpose: 'validate',
      want: ['FAKE_EMPTY spec.data[0].remoteRef.key'],
    },
  ] as const;
  test.each(rows)('$name', async ({ purpose, want, ...texts }) => {
    const thrown = await planText(texts, testRun({ purpose })).catch((error: unknown) => error);
    expect((faultsOf(thrown) ?? []).map(({ code, place }) => `${code} ${place?.field}`)).toEqual(want);
  });
});

describe('plan() judges conditions of ClusterSecretStores', () => {
  const namespace = (labels: string) =>
    `---\napiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: ${labels}}\n`;
  const selector = (text: string) => `, conditions: [{namespaceSelector: ${text}}]`;
  const uses = secret('a', data('a', ', sourceRef: {storeRef: {name: main, kind: ClusterSecretStore}}'));
  const rows: readonly {
    name: string;
    conditions: string;
    platform?: string;
    input?: string;
    purpose?: 'render' | 'generate';
    allowed: boolean;
  }[] = [
    {
      name: 'labels that the platform vouches for',
      conditions: selector('{matchLabels: {env: prod}}'),
      platform: namespace('{env: prod}'),
      allowed: true,
    },
    {
      name: 'labels that the application gives itself',
      conditions: selector('{matchLabels: {env: prod}}'),
      input: namespace('{env: prod}'),
      allowed: false,
    },
    {
      name: 'the same for a person',
      conditions: selector('{matchLabels: {env: prod}}'),
      input: namespace('{env: prod}'),
      purpose: 'render',
      allowed: true,
    },
    {
      name: "the application's labels beside the platform's",
      conditions: selector('{matchLabels: {env: prod}}'),
      platform: namespace('{env: dev}'),
      input: namespace('{env: prod}'),
      allowed: false,
    },
    {
      name: 'the absence of a label, when labels are not known',
      conditions: selector('{matchExpressions: [{key: env, operator: DoesNotExist}]}'),
      allowed: false,
    },
    {
      name: 'another value, when labels are not known',
      conditions: selector('{matchExpressions: [{key: env, operator: NotIn, values: [prod]}]}'),
      allowed: false,
    },
    {
      name: 'the absence of a label, when they are',
      conditions: selector('{matchExpressions: [{key: env, operator: DoesNotExist}]}'),
      platform: namespace('{a: b}'),
      allowed: true,
    },
    {
      name: 'the name that Kubernetes labels it with',
      conditions: selector('{matchLabels: {kubernetes.io/metadata.name: shop}}'),
      allowed: true,
    },
    {
      name: 'that name, not as the application labels it',
      conditions: selector('{matchLabels: {kubernetes.io/metadata.name: other}}'),
      platform: namespace('{kubernetes.io/metadata.name: other}'),
      allowed: false,
    },
    { name: 'a selector that asks for nothing', conditions: selector('{}'), allowed: true },
    { name: 'names', conditions: ', conditions: [{namespaces: [x, shop]}]', allowed: true },
    { name: 'other names', conditions: ', conditions: [{namespaces: [shop2]}]', allowed: false },
    { name: 'a part of the name', conditions: ', conditions: [{namespaceRegexes: ["ho"]}]', allowed: true },
    { name: 'a condition without anything', conditions: ', conditions: [{}]', allowed: false },
    { name: 'no conditions', conditions: '', allowed: true },
  ];
  test.each(rows)(
    '$name: $allowed',
    async ({ conditions, platform = '', input = '', purpose = 'generate', allowed }) => {
      const texts = { platform: cluster('main', conditions) + platform, input: input + uses };
      const thrown = await planText(texts, testRun({ purpose })).catch((error: unknown) => error);
      const codes = (faultsOf(thrown) ?? []).map(({ code }) => code);
      expect(codes).toEqual(allowed ? [] : ['STORE_CONDITION']);
    },
  );

  test('asks the cluster for labels that no document gives', async () => {
    const texts = { platform: cluster('main', selector('{matchLabels: {env: prod}}')), input: uses };
    const asked: string[] = [];
    const namespaceLabels = async (name: string) => {
      asked.push(name);
      return { env: 'prod' };
    };
    await planText(texts, testRun({ purpose: 'generate' }), { namespaceLabels });
    expect(asked).toEqual(['shop']);
  });
});
