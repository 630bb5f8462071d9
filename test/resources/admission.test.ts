import { nearest } from '../../plugin/errors/nearest.ts';
import { line, take } from '../support/take.ts';

const head = 'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: a}\nspec:\n';
const data = '  data: [{secretKey: k, remoteRef: {key: r}}]\n';
const template = (text: string) => `${head}${data}  target: {template: {${text}}}\n`;
const target = (creation: string, deletion: string) =>
  `${head}${data}  target: {creationPolicy: ${creation}, deletionPolicy: ${deletion}}\n`;
const dataFrom = (text: string) => `${head}  dataFrom: [{${text}}]\n`;
const twice = '  data: [{secretKey: k, remoteRef: {key: r}}, {secretKey: k, remoteRef: {key: s}}]\n';
const store = (text: string) =>
  `${head}${data}---\napiVersion: external-secrets.io/v1\nkind: ClusterSecretStore\nmetadata: {name: s}\n${text}`;

const cases: readonly (readonly [name: string, text: string, want: readonly string[]])[] = [
  ['nothing to fetch', `${head}  data: []\n`, ['NO_DATA spec']],
  ['no spec at all', head.replace('spec:\n', ''), ['NO_DATA spec']],
  ['a spec of nothing', head, ['NO_DATA spec']],
  ['Delete with Merge', target('Merge', 'Delete'), ['DELETION_NOT_OWNED spec.target.deletionPolicy']],
  ['Delete with CreateOrMerge', target('CreateOrMerge', 'Delete'), ['DELETION_NOT_OWNED spec.target.deletionPolicy']],
  ['Delete with None', target('None', 'Delete'), ['DELETION_NOT_OWNED spec.target.deletionPolicy']],
  ['Delete with Orphan', target('Orphan', 'Delete'), []],
  ['Merge with None', target('None', 'Merge'), ['DELETION_MERGE spec.target.deletionPolicy']],
  ['a bootstrap token', template('type: bootstrap.kubernetes.io/token'), ['TEMPLATE_TYPE spec.target.template.type']],
  ['a service account token without an account', template('type: kubernetes.io/service-account-token'), []],
  [
    'a service account token of an account',
    template(
      'type: kubernetes.io/service-account-token, metadata: {annotations: {kubernetes.io/service-account.name: x}}',
    ),
    ['TEMPLATE_TYPE spec.target.template.type'],
  ],
  [
    'a service account token with annotations from a template',
    template('type: kubernetes.io/service-account-token, templateFrom: [{literal: x, target: aNNotations}]'),
    ['TEMPLATE_TYPE spec.target.template.type'],
  ],
  [
    'a target of a template in any case',
    template('templateFrom: [{target: lABELS}, {target: ""}, {target: null}]'),
    [],
  ],
  [
    'a target of a template that a Secret does not have',
    template('templateFrom: [{target: Data}, {target: spec.x}]'),
    ['TEMPLATE_FROM_TARGET spec.target.template.templateFrom[1].target'],
  ],
  [
    'the same, where the target is said to be a Secret',
    `${head}${data}  target: {manifest: {apiVersion: v1, kind: Secret}, template: {templateFrom: [{target: spec}]}}\n`,
    ['TEMPLATE_FROM_TARGET spec.target.template.templateFrom[0].target'],
  ],
  [
    'any target of a template for another object',
    `${head}${data}  target: {manifest: {apiVersion: v1, kind: ConfigMap}, template: {templateFrom: [{target: spec.x}]}}\n`,
    [],
  ],
  ['extract and find', dataFrom('extract: {key: k}, find: {}'), ['DATA_FROM_SOURCES spec.dataFrom[0]']],
  [
    'extract and a generator',
    dataFrom('extract: {key: k}, sourceRef: {generatorRef: {kind: Fake, name: f}}'),
    ['DATA_FROM_SOURCES spec.dataFrom[0]'],
  ],
  ['extract and a store', dataFrom('extract: {key: k}, sourceRef: {storeRef: {name: s}}'), []],
  ['a store alone', dataFrom('sourceRef: {storeRef: {name: s}}'), []],
  ['a dataFrom entry of nothing', dataFrom('rewrite: []'), ['DATA_FROM_EMPTY spec.dataFrom[0]']],
  ['a key twice under Retain', `${head}${twice}`, ['SECRET_KEY_TWICE spec.data[1].secretKey']],
  ['a key twice under Merge', `${head}${twice}  target: {deletionPolicy: Merge}\n`, []],
  [
    'everything at once',
    `${target('None', 'Merge').replace(data, '')}  dataFrom: [{}, {extract: {key: k}, find: {}}]\n`,
    [
      'DELETION_MERGE spec.target.deletionPolicy',
      'DATA_FROM_EMPTY spec.dataFrom[0]',
      'DATA_FROM_SOURCES spec.dataFrom[1]',
    ],
  ],
  ['no name', head.replace('{name: a}', '{}') + data, ['NAME_MISSING metadata']],
  ['a store without a spec', store(''), ['FIELD_REQUIRED spec.provider']],
  [
    'a condition that is no regular expression',
    store('spec: {provider: {fake: {data: []}}, conditions: [{namespaceRegexes: [ok, "("]}]}\n'),
    ['FIELD_REGEXP spec.conditions[0].namespaceRegexes[1]'],
  ],
  ...['1h', '3600', '"3600"', '0'].map(
    (value) =>
      [
        `refreshInterval ${value}`,
        store(`spec: {provider: {fake: {data: []}}, refreshInterval: ${value}}\n`),
        [],
      ] as const,
  ),
  [
    'a refreshInterval in words',
    store('spec: {provider: {fake: {data: []}}, refreshInterval: soon}\n'),
    ['FIELD_DURATION spec.refreshInterval'],
  ],
  [
    'a refreshInterval before now',
    store('spec: {provider: {fake: {data: []}}, refreshInterval: -1h}\n'),
    ['FIELD_RANGE spec.refreshInterval'],
  ],
];

describe('the admission webhook', () => {
  test.each(cases)('judges %s', async (_name, text, want) => {
    const { errors } = await take(text);
    expect(errors.map(({ code, place }) => `${code} ${place?.field}`)).toEqual(want);
  });

  test('words a refusal with what to do', async () => {
    const { errors } = await take(dataFrom('key: k'));
    expect(errors.map(line)).toEqual([
      '5:14 DATA_FROM_EMPTY ExternalSecret default/a spec.dataFrom[0]: spec.dataFrom[0] needs extract, find or sourceRef (is a field indented too little? key belongs under extract)',
    ]);
  });
});

describe('nearest()', () => {
  test.each([
    ['creationPolcy', ['creationPolicy', 'deletionPolicy'], 'creationPolicy'],
    ['nmae', ['name', 'same'], 'name'],
    ['Owner', ['owner'], 'owner'],
    ['x', ['abc'], undefined],
    ['kind', [], undefined],
    ['zebra', ['name', 'kind'], undefined],
  ])('%s among %j is %s', (word, candidates, want) => {
    expect(nearest(word, candidates)).toBe(want);
  });
});
