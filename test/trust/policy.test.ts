import type { PolicyRule } from '../../plugin/model/config.ts';
import type { Application } from '../../plugin/model/run.ts';
import { isEvasiveKey } from '../../plugin/trust/is-evasive-key.ts';
import { coversKey, policyFor } from '../../plugin/trust/policy.ts';

const app: Application = {
  name: 'shop',
  project: 'team-a',
  namespace: 'shop',
  repository: 'https://git.example.com/team-a/shop.git',
};
const vault = { kind: 'ClusterSecretStore', name: 'vault', provider: 'vault' };

describe('policyFor() picks the first rule about the asker', () => {
  const rows: readonly {
    name: string;
    rules: readonly PolicyRule[];
    application?: Application;
    rule: string | undefined;
  }[] = [
    { name: 'no rule at all', rules: [], rule: undefined },
    { name: 'a rule for everybody', rules: [{ name: 'all' }], rule: 'all' },
    {
      name: 'by project',
      rules: [
        { name: 'b', projects: ['team-b'] },
        { name: 'a', projects: ['team-*'] },
      ],
      rule: 'a',
    },
    { name: 'by namespace', rules: [{ name: 'n', namespaces: ['shop'] }], rule: 'n' },
    { name: 'by application', rules: [{ name: 'n', applications: ['sh?p'] }], rule: 'n' },
    {
      name: 'by repository, with or without .git',
      rules: [{ name: 'r', repositories: ['https://git.example.com/team-a/shop'] }],
      rule: 'r',
    },
    {
      name: 'by repository pattern',
      rules: [{ name: 'r', repositories: ['https://git.example.com/team-a/**'] }],
      rule: 'r',
    },
    {
      name: 'all lists have to fit',
      rules: [{ name: 'x', projects: ['team-a'], namespaces: ['other'] }],
      rule: undefined,
    },
    { name: 'an empty list fits nobody', rules: [{ name: 'x', projects: [] }], rule: undefined },
    {
      name: 'an unknown project fits no list',
      rules: [{ name: 'x', projects: ['**'] }],
      application: {},
      rule: undefined,
    },
    { name: 'a leading ! is a character', rules: [{ name: 'x', projects: ['!team-b'] }], rule: undefined },
    { name: 'a rule without a name goes by its number', rules: [{ projects: ['z'] }, {}], rule: 'policy.rules[1]' },
  ];
  test.each(rows)('$name', ({ rules, application = app, rule }) => {
    expect(policyFor(rules, { namespace: 'shop', application }).rule).toBe(rule);
  });
});

describe('policyFor() refuses', () => {
  type Asked = 'store' | 'key' | 'generator';
  const rows: readonly { name: string; rules: readonly PolicyRule[]; ask: Asked; key?: string; refusal: unknown }[] = [
    { name: 'nothing without rules', rules: [], ask: 'store', refusal: undefined },
    {
      name: 'everything when no rule is about the asker',
      rules: [{ projects: ['team-b'] }],
      ask: 'store',
      refusal: {},
    },
    {
      name: 'no store that the rule lists',
      rules: [{ name: 'r', stores: ['vault'] }],
      ask: 'store',
      refusal: undefined,
    },
    {
      name: 'no store listed with its kind',
      rules: [{ name: 'r', stores: ['ClusterSecretStore/*'] }],
      ask: 'store',
      refusal: undefined,
    },
    {
      name: 'a store that it does not list',
      rules: [{ name: 'r', stores: ['aws'] }],
      ask: 'store',
      refusal: { rule: 'r', list: 'stores' },
    },
    {
      name: 'a store of the other kind',
      rules: [{ name: 'r', stores: ['SecretStore/vault'] }],
      ask: 'store',
      refusal: { rule: 'r', list: 'stores' },
    },
    {
      name: 'a provider that it does not list',
      rules: [{ name: 'r', providers: ['aws'] }],
      ask: 'store',
      refusal: { rule: 'r', list: 'providers' },
    },
    {
      name: 'stores under a rule about generators',
      rules: [{ name: 'r', generators: ['Password'] }],
      ask: 'store',
      refusal: { rule: 'r', list: 'stores' },
    },
    {
      name: 'no generator that the rule lists',
      rules: [{ name: 'r', generators: ['ECR*'] }],
      ask: 'generator',
      refusal: undefined,
    },
    {
      name: 'generators under a rule about stores',
      rules: [{ name: 'r', stores: ['vault'] }],
      ask: 'generator',
      refusal: { rule: 'r', list: 'generators' },
    },
    {
      name: 'a generator that it does not list',
      rules: [{ name: 'r', generators: ['Password'] }],
      ask: 'generator',
      refusal: { rule: 'r', list: 'generators' },
    },
    { name: 'no generator under a rule about nothing', rules: [{ name: 'r' }], ask: 'generator', refusal: undefined },
    {
      name: 'no key below the pattern',
      rules: [{ name: 'r', keys: ['team-a/**'] }],
      ask: 'key',
      key: 'team-a/x/y',
      refusal: undefined,
    },
    {
      name: 'a key deeper than one star',
      rules: [{ name: 'r', keys: ['team-a/*'] }],
      ask: 'key',
      key: 'team-a/x/y',
      refusal: { rule: 'r', list: 'keys' },
    },
    {
      name: 'a key that only begins alike',
      rules: [{ name: 'r', keys: ['team-a/**'] }],
      ask: 'key',
      key: 'team-ab/x',
      refusal: { rule: 'r', list: 'keys' },
    },
    {
      name: 'a key in capitals',
      rules: [{ name: 'r', keys: ['team-a/**'] }],
      ask: 'key',
      key: 'Team-A/x',
      refusal: { rule: 'r', list: 'keys' },
    },
    {
      name: 'the second rule does not help',
      rules: [
        { name: 'r', keys: ['x'] },
        { name: 's', keys: ['y'] },
      ],
      ask: 'key',
      key: 'y',
      refusal: { rule: 'r', list: 'keys' },
    },
  ];
  test.each(rows)('$name', ({ rules, ask, key = '', refusal }) => {
    const policy = policyFor(rules, { namespace: 'shop', application: app });
    const generator = { kind: 'ECRAuthorizationToken', name: 'ecr', cluster: false };
    const answers = {
      store: () => policy.refusesStore(vault),
      key: () => policy.refusesKey(key),
      generator: () => policy.refusesGenerator(generator),
    };
    expect(answers[ask]()).toEqual(refusal);
  });
});

describe('isEvasiveKey()', () => {
  const rows: readonly (readonly [string, boolean])[] = [
    ['team-a/db', false],
    ['/team-a/db', false],
    ['team-a/.hidden', false],
    ['team-a/a..b', false],
    ['100%', false],
    ['a%2fb', false],
    ['team-a/../team-b/db', true],
    ['..', true],
    ['team-a/./x', true],
    ['team-a\\..\\team-b', true],
    ['team-a/%2e%2e/team-b', true],
    ['team-a/%2E./team-b', true],
    ['team-a%2f..%2fteam-b', true],
    ['team-a/%252e%252e/team-b', true],
    ['team-a/x\n../team-b', true],
    ['team-a/x%00', true],
    ['%2525252525', true],
  ];
  test.each(rows)('%j: %s', (key, want) => {
    expect(isEvasiveKey(key)).toBe(want);
    if (want) expect(coversKey({ rule: 'r', patterns: ['**', key] }, key)).toBe(false);
  });
});
