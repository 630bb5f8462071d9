import type { Case } from './case.ts';

const vault = 'provider: {vault: {server: "https://v", path: kv, auth: {tokenSecretRef: {name: t, key: k}}}}';
const store = (name = 'vault', provider = vault, labels = '') => `apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: {name: ${name}, namespace: shop, labels: {${labels}}}
spec: {${provider}}
---
`;
const secret = (name = 'src', keys = 'username: u, password: p', labels = '') => `apiVersion: v1
kind: Secret
metadata: {name: ${name}, namespace: shop, labels: {${labels}}}
stringData: {${keys}}
---
`;
const push = (spec: string, name = 'push') => `apiVersion: external-secrets.io/v1alpha1
kind: PushSecret
metadata: {name: ${name}, namespace: shop}
spec:
${spec}
---
`;
const externalSecret = (spec: string, name = 'src') => `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: ${name}, namespace: shop}
spec:
  secretStoreRef: {name: vault}
${spec}
---
`;
const generator = (kind: string, spec: string) => `apiVersion: generators.external-secrets.io/v1alpha1
kind: ${kind}
metadata: {name: g, namespace: shop}
spec: ${spec}
---
`;
const cluster = (spec: string) =>
  push(spec.replace(/^/gm, '  '))
    .replace('kind: PushSecret', 'kind: ClusterPushSecret')
    .replace(', namespace: shop', '')
    .replace('spec:\n', 'spec:\n  namespaceSelectors: [{}]\n  pushSecretSpec:\n');
const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n---\n';

const refs = (list = '[{name: vault}]') => `  secretStoreRefs: ${list}\n`;
const named = (name = 'src') => `  selector: {secret: {name: ${name}}}\n`;
const entry = (secretKey: string, remoteKey: string, more = '') =>
  `    - match: {secretKey: ${secretKey}, remoteRef: {remoteKey: ${remoteKey}${more}}}\n`;
const data = (...entries: readonly string[]) => `  data:\n${entries.join('')}`;
const plain = refs() + named() + data(entry('password', 'a'));
const dataTo = (more: string) => `${refs()}${named()}  dataTo:\n    - storeRef: {name: vault}\n${more}`;
const template = (text: string) => `  template:\n    data:\n      t: ${JSON.stringify(text)}\n`;
const generated = (kind: string) =>
  `  selector: {generatorRef: {apiVersion: generators.external-secrets.io/v1alpha1, kind: ${kind}, name: g}}\n`;

/** Where a document begins that stands behind others, from 1. */
const lineAfter = (before: string) => before.split('\n').length;
const both = store() + secret();
/** The line of a PushSecret's `secretStoreRefs` behind a store and a Secret. */
const refsLine = lineAfter(both) + 4;

/** What is found in PushSecrets. */
export const foundInPushes: readonly Case[] = [
  {
    name: 'a store that is not there',
    input: both + push(plain.replace('vault', 'valt')),
    want: [`error STORE_NOT_FOUND:${refsLine}`, 'warning STORE_UNUSED:3'],
  },
  {
    name: 'a store of another namespace',
    input: both.replace('name: vault, namespace: shop', 'name: vault, namespace: other') + push(plain),
    want: [`error STORE_NOT_FOUND:${refsLine}`],
  },
  {
    name: 'a store of the other kind',
    input: both + push(refs('[{name: vault, kind: ClusterSecretStore}]') + named() + data(entry('password', 'a'))),
    want: [`error STORE_NOT_FOUND:${refsLine}`, 'warning STORE_UNUSED:3'],
  },
  {
    name: 'each store of several, with what else is wrong',
    input:
      both +
      push(`  secretStoreRefs:\n    - {name: vault}\n    - {name: nope}\n${named()}${data(entry('pasword', 'a'))}`),
    want: [`error STORE_NOT_FOUND:${refsLine + 2}`, `error PUSH_KEY_MISSING:${refsLine + 5}`],
  },
  {
    name: 'a reference to no store',
    input: both + push(plain.replace('[{name: vault}]', '[{kind: SecretStore}]')),
    want: [`error PUSH_STORE_NAME:${refsLine}`, 'warning STORE_UNUSED:3'],
  },
  {
    name: 'labels that no store has',
    input: both + push(refs('[{labelSelector: {matchLabels: {team: a}}}]') + named() + data(entry('password', 'a'))),
    want: [`warning PUSH_NO_STORE:${refsLine}`, 'warning STORE_UNUSED:3'],
  },
  ...[
    'gitlab: {projectID: "1", auth: {SecretRef: {accessToken: {name: t, key: k}}}}',
    'openBao: {server: "https://v", auth: {tokenSecretRef: {name: t, key: k}}}',
  ].map((provider) => ({
    name: `a store that can only be read: ${provider.slice(0, 7)}`,
    input: store('vault', `provider: {${provider}}`) + secret() + push(plain),
    want: [`error PUSH_READ_ONLY:${refsLine}`],
  })),
  {
    name: 'dataTo for a store that is not listed',
    input: both + push(dataTo('').replace('storeRef: {name: vault}', 'storeRef: {name: other}')),
    want: [`error PUSH_STORE_OTHER:${refsLine + 3}`],
  },
  {
    name: 'dataTo for labels that no listed store has',
    input:
      both + push(dataTo('').replace('storeRef: {name: vault}', 'storeRef: {labelSelector: {matchLabels: {a: b}}}')),
    want: [`error PUSH_STORE_LABELS:${refsLine + 3}`],
  },
  {
    name: 'a Secret that is not there',
    input: both + push(plain.replace('{name: src}', '{name: srk}')),
    want: [`warning PUSH_SOURCE_MISSING:${refsLine + 1}`],
  },
  {
    name: 'a Secret of another namespace',
    input: store() + secret().replace('namespace: shop', 'namespace: other') + push(plain),
    want: [`warning PUSH_SOURCE_MISSING:${refsLine + 1}`],
  },
  {
    name: 'labels that no Secret has',
    input: both + push(plain.replace('{name: src}', '{selector: {matchLabels: {a: b}}}')),
    want: [`warning PUSH_NO_SECRET:${refsLine + 1}`],
  },
  {
    name: 'a selector without anything',
    input: both + push(plain.replace('{name: src}', '{}')),
    want: [`error PUSH_SOURCE_NONE:${refsLine + 1}`],
  },
  {
    name: 'a generator that is not there',
    input: both + push(refs() + generated('Fake') + data(entry('a', 'a'))),
    want: [`error GENERATOR_NOT_FOUND:${refsLine + 1}`],
  },
  {
    name: 'a random value that replaces another',
    input:
      store() +
      generator('Password', '{length: 8}') +
      push(refs() + generated('Password') + data(entry('password', 'a'))),
    want: [`warning PUSH_RANDOM:${refsLine + 1}`],
  },
  ...[
    ['the Secret', both, named()],
    ['the ExternalSecret', store() + externalSecret('  data: [{secretKey: password, remoteRef: {key: a}}]'), named()],
    [
      'its template',
      store() +
        externalSecret(
          '  target: {template: {data: {password: "{{ .x }}"}}}\n  data: [{secretKey: x, remoteRef: {key: a}}]',
        ),
      named(),
    ],
    ['the generator', store() + generator('Fake', '{data: {password: p}}'), generated('Fake')],
    [
      'the Secret by its labels',
      store() + secret('src', 'password: p', 'a: b'),
      '  selector: {secret: {selector: {matchLabels: {a: b}}}}\n',
    ],
  ].map(([what, before = '', selector = '']) => ({
    name: `a key that nobody gives to ${what}`,
    input: before + push(refs() + selector + data(entry('password', 'a'), entry('pasword', 'b'))),
    want: [`error PUSH_KEY_MISSING:${lineAfter(before) + 8}`],
  })),
  {
    name: 'a key of a store whose values are known',
    input:
      store('vault', 'provider: {fake: {data: [{key: x, value: \'{"user":"u"}\'}]}}') +
      externalSecret('  dataFrom: [{extract: {key: x}}]') +
      push(refs() + named() + data(entry('usr', 'a'))),
    want: [`error PUSH_KEY_MISSING:${refsLine + 5}`],
  },
  {
    name: 'two entries for one place',
    input: both + push(refs() + named() + data(entry('password', 'a'), entry('username', 'a'))),
    want: [`error PUSH_TWICE:${refsLine + 4}`],
  },
  {
    name: 'two entries for one place of a Secret that nobody knows',
    input: store() + push(refs() + named('other') + data(entry('password', 'a'), entry('username', 'a'))),
    want: [`warning PUSH_SOURCE_MISSING:${lineAfter(store()) + 5}`, `error PUSH_TWICE:${lineAfter(store()) + 8}`],
  },
  {
    name: 'a rule that writes what an entry writes',
    input:
      both +
      push(
        dataTo(
          `      match: {regexp: user}\n      rewrite: [{regexp: {source: ".*", target: a}}]\n${data(entry('password', 'a'))}`,
        ),
      ),
    want: [`error PUSH_TWICE:${refsLine + 7}`],
  },
  {
    name: 'a rewrite that leaves nothing',
    input: both + push(dataTo('      rewrite: [{regexp: {source: ".*", target: ""}}]\n')),
    want: [`error PUSH_REMOTE_KEY:${refsLine + 3}`],
  },
  {
    name: 'a rule that no key meets',
    input: both + push(dataTo('      match: {regexp: "^x"}\n')),
    want: [`warning PUSH_NO_KEY:${refsLine + 3}`],
  },
  {
    name: 'keys that become one',
    input:
      store() +
      secret('src', 'a_U002f_b: x, a_U0002f_b: y') +
      push(
        refs() + named() + data(entry('', 'a').replace('- match', '- conversionStrategy: ReverseUnicode\n      match')),
      ),
    want: [`error REVERSED_KEY_COLLISION:${refsLine + 3}`],
  },
  {
    name: 'metadata that is no object',
    input: both + push(`${plain}      metadata: text\n`),
    want: [`error PUSH_METADATA:${refsLine + 3}`],
  },
  {
    name: 'a key that policy does not allow',
    input: both + push(refs() + named() + data(entry('password', 'app/x'), entry('username', 'team/x'))),
    config: { policy: { rules: [{ name: 'r', stores: ['*'], keys: ['app/*'] }] } } as never,
    want: [`error POLICY:${refsLine + 4}`],
  },
  {
    name: 'neither data nor dataTo',
    input: both + push(refs() + named()),
    want: [`warning PUSH_NOTHING:${refsLine - 1}`],
  },
  {
    name: 'two PushSecrets for one place',
    input: both + push(plain) + push(plain, 'other'),
    want: [`warning PUSH_OVERLAP:${lineAfter(both + push(plain)) + 7}`],
  },
  {
    name: 'a key that is written whole and in part',
    input:
      both +
      push(plain) +
      push(refs() + named() + data(entry('username', 'a', ', property: user'), entry('username', 'b')), 'other'),
    want: [`warning PUSH_WHOLE_PART:${lineAfter(both + push(plain)) + 7}`],
  },
  ...[
    'aws: {service: ParameterStore, region: us-east-1}',
    'azurekv: {vaultUrl: "https://v.vault.azure.net", authType: ManagedIdentity}',
  ].map((provider) => ({
    name: `two properties of a key where there are none: ${provider.slice(0, 7)}`,
    input:
      store('vault', `provider: {${provider}}`) +
      secret() +
      push(refs() + named() + data(entry('password', 'a', ', property: p'), entry('username', 'a', ', property: q'))),
    want: [`error PUSH_TWO_PROPERTIES:${refsLine + 4}`],
  })),
  {
    name: 'patterns and rewrites that are none, where nobody knows the keys',
    input:
      store() +
      push(
        dataTo(
          '      match: {regexp: "(?=x)"}\n      rewrite:\n        - regexp: {source: "(", target: x}\n        - regexp: {source: "x", target: $1_a}\n        - transform: {template: "{{ nope }}"}\n',
        ).replace('src', 'unknown'),
      ),
    want: [
      `warning PUSH_SOURCE_MISSING:${lineAfter(store()) + 5}`,
      `error PUSH_REGEXP:${lineAfter(store()) + 8}`,
      `error REWRITE_REGEXP:${lineAfter(store()) + 10}`,
      `warning REWRITE_GROUP:${lineAfter(store()) + 11}`,
      `error TEMPLATE_PARSE:${lineAfter(store()) + 12}`,
    ],
  },
  {
    name: 'a template that does not parse',
    input: both + push(template('{{ nofunc .a }}') + plain),
    want: [`error TEMPLATE_PARSE:${refsLine + 2}`],
  },
  {
    name: 'a template that asks for what the Secret does not have',
    input: both + push(template('{{ .passwd }}') + plain),
    want: [`error TEMPLATE_KEY_UNKNOWN:${refsLine + 2}`],
  },
  {
    name: 'a template that takes text for an object',
    input: both + push(template('{{ .password.x }}') + plain),
    want: [`error TEMPLATE_FIELD:${refsLine + 2}`],
  },
  {
    name: 'a template whose source is not there',
    input: both + push(`  template: {templateFrom: [{configMap: {name: none, items: [{key: k}]}}]}\n${plain}`),
    want: [`error TEMPLATE_SOURCE_MISSING:${refsLine}`],
  },
  {
    name: 'Delete without a record, once',
    input:
      both +
      push(`  deletionPolicy: Delete\n${plain}`) +
      push(`  deletionPolicy: Delete\n${plain.replaceAll(' a}', ' b}')}`, 'other'),
    want: [`warning PUSH_UNRECORDED:${refsLine}`],
  },
  {
    name: 'Delete of what was found there',
    input: both + push(`  deletionPolicy: Delete\n  updatePolicy: IfNotExists\n${plain}`),
    config: { emit: { keep: true } } as never,
    want: [`warning PUSH_FOUND_STAYS:${refsLine + 1}`],
  },
  {
    name: 'blanks in keys',
    input: both + push(refs() + named() + data(entry('password', '"a "'))),
    want: [`warning KEY_BLANK:${refsLine + 3}`],
  },
  {
    name: 'variables that are left',
    input: both + push(refs() + named() + data(entry('password', '"$' + '{CLUSTER}/a"'))),
    want: [`warning SUBSTITUTION_LEFT:${refsLine + 3}`],
  },
  {
    name: 'what a ClusterPushSecret makes, in each namespace, once',
    input:
      both + namespace + namespace.replace('name: shop', 'name: other') + cluster(plain.replace('password', 'pasword')),
    want: [
      `error STORE_NOT_FOUND:${lineAfter(both + namespace + namespace) + 6}`,
      `error PUSH_KEY_MISSING:${lineAfter(both + namespace + namespace) + 9}`,
      `warning PUSH_SOURCE_MISSING:${lineAfter(both + namespace + namespace) + 7}`,
    ],
  },
  {
    name: 'what does not depend on the namespace, in a ClusterPushSecret that matches none',
    input: both + cluster(template('{{ nofunc }}') + refs() + named() + data(entry('a', 'x'), entry('b', 'x'))),
    want: [
      `error TEMPLATE_PARSE:${refsLine + 4}`,
      `error PUSH_TWICE:${refsLine + 9}`,
      `warning CLUSTER_MATCHES_NONE:${refsLine}`,
    ],
  },
  {
    name: 'a PushSecret that a ClusterPushSecret makes again',
    input: both + namespace + push(plain) + cluster(plain),
    want: [`error PUSH_CLUSTER_CONFLICT:${lineAfter(both + namespace + push(plain)) + 3}`],
  },
];

const webhook = (more: string, url = 'https://w/{{ .remoteRef.key }}') =>
  `provider: {webhook: {url: ${JSON.stringify(url)}, result: {jsonPath: $.a}, ${more}}}`;
const read = '  data: [{secretKey: k, remoteRef: {key: x}}]';
const clusterWebhook = (spec: string) => `apiVersion: generators.external-secrets.io/v1alpha1
kind: ClusterGenerator
metadata: {name: g}
spec: {kind: Webhook, generator: {webhookSpec: ${spec}}}
---
`;
const fromGenerator = (kind: string) =>
  externalSecret(
    `  dataFrom: [{sourceRef: {generatorRef: {apiVersion: generators.external-secrets.io/v1alpha1, kind: ${kind}, name: g}}}]`,
  ).replace('  secretStoreRef: {name: vault}\n', '');

/** What is found in the templates of webhooks. */
export const foundInWebhooks: readonly Case[] = [
  ...[
    ['url', webhook('', 'https://w/{{ .remoteRef.key | nope }}')],
    ['a header', webhook('headers: {"X-Key": "{{ if }}"}')],
    ['body', webhook("body: '{{ .remoteRef.key'")],
    ['jsonPath', webhook('').replace('$.a', '"{{ fail }}{{ nope }}"')],
  ].map(([what, provider = '']) => ({
    name: `a template of a webhook that does not parse: ${what}`,
    input: store('vault', provider) + externalSecret(read),
    want: ['error TEMPLATE_PARSE:4'],
  })),
  {
    name: 'a template of a webhook in a block, with its line',
    input:
      store('vault', 'X').replace(
        'spec: {X}',
        'spec:\n  provider:\n    webhook:\n      url: https://w\n      result: {jsonPath: $.a}\n      body: |\n        one\n        two {{ nope }}',
      ) + externalSecret(read),
    want: ['error TEMPLATE_PARSE:11'],
  },
  ...[
    ['a name', webhook('', 'https://w/{{ .remotRef.key }}')],
    ['a member', webhook('', 'https://w/{{ .remoteRef.kee }}')],
    ['a Secret that is not listed', webhook('headers: {a: "{{ .auth.token }}"}')],
  ].map(([what, provider = '']) => ({
    name: `${what} that a webhook is not told`,
    input: store('vault', provider) + externalSecret(read),
    want: ['warning WEBHOOK_NAME:4'],
  })),
  {
    name: 'a path of a webhook that is none',
    input: store('vault', webhook('').replace('$.a', "'$[\"a'")) + externalSecret(read),
    want: ['error WEBHOOK_PATH:4'],
  },
  ...[
    ['Webhook', generator('Webhook', '{url: "https://w/{{ nope }}", result: {jsonPath: $.a}}')],
    ['ClusterGenerator', clusterWebhook('{url: "https://w/{{ nope }}", result: {jsonPath: $.a}}')],
  ].map(([kind = '', document = '']) => ({
    name: `a template of a generator that does not parse: ${kind}`,
    input: document + fromGenerator(kind),
    want: ['error TEMPLATE_PARSE:4'],
  })),
  {
    name: 'a generator that reads what is asked for',
    input:
      generator('Webhook', '{url: "https://w/{{ .remoteRef.key }}", result: {jsonPath: $.a}}') +
      fromGenerator('Webhook'),
    want: ['warning WEBHOOK_NAME:4'],
  },
  {
    name: 'a webhook that nothing uses',
    input: store() + externalSecret(read) + store('hook', webhook('body: "{{ nope }}"')),
    want: [
      `error TEMPLATE_PARSE:${lineAfter(store() + externalSecret(read)) + 3}`,
      `warning STORE_UNUSED:${lineAfter(store() + externalSecret(read)) + 2}`,
    ],
  },
];

/** What nothing is said of. */
export const fineInPushes: readonly Omit<Case, 'want'>[] = [
  {
    name: 'a store that no document describes, and values stand in for',
    input: externalSecret(read) + push(refs() + named() + data(entry('k', 'a'))),
    values: 'vault: {x: v}\n',
  },
  {
    name: 'all that a webhook is told',
    input:
      store(
        'vault',
        webhook(
          'headers: {a: "{{ .auth.token }}", b: "{{ .remoteRef.namespace }}"}, body: "{{ range $k, $v := . }}{{ $k }}{{ end }}{{ .remoteRef.property }}", secrets: [{name: auth, secretRef: {name: s}}]',
        ),
      ) + externalSecret(read),
  },
  {
    name: 'a webhook that is written to: remoteRef holds the value under its key',
    input: store('vault', webhook('body: "{{ .remoteRef.mykey }}{{ .remoteRef.remoteKey }}"')) + secret() + push(plain),
  },
  { name: 'a PushSecret of a Secret of the input', input: both + push(plain) },
  {
    name: 'stores that labels choose',
    input:
      store('vault', vault, 'team: a') +
      secret() +
      push(
        refs('[{labelSelector: {matchExpressions: [{key: team, operator: Exists}]}}]') +
          named() +
          data(entry('password', 'a')),
      ),
  },
  {
    name: 'a Secret that an ExternalSecret makes of keys that only the store knows',
    input: store() + externalSecret('  dataFrom: [{extract: {key: x}}]') + push(template('{{ .any }}') + plain),
  },
  {
    name: 'a Secret under the name of its target',
    input:
      store() +
      externalSecret('  target: {name: src}\n  data: [{secretKey: password, remoteRef: {key: x}}]', 'e') +
      push(plain),
  },
  {
    name: 'a Secret that is left to the operator',
    input:
      store() +
      externalSecret('  data: [{secretKey: password, remoteRef: {key: x}}]').replace(
        'namespace: shop}',
        'namespace: shop, annotations: {external-secrets-render.dev/skip: "true"}}',
      ) +
      push(refs('[{name: other}]') + named() + data(entry('password', 'a'))) +
      store('other'),
  },
  {
    name: 'a Secret that a ClusterExternalSecret may make',
    input: `${store()}apiVersion: external-secrets.io/v1
kind: ClusterExternalSecret
metadata: {name: src}
spec:
  namespaceSelectors: [{matchLabels: {a: b}}]
  externalSecretSpec: {secretStoreRef: {name: vault}, data: [{secretKey: password, remoteRef: {key: x}}]}
---
${namespace.replace('{name: shop}', '{name: other, labels: {a: b}}')}${store('vault').replace('namespace: shop', 'namespace: other')}${push(plain)}`,
  },
  {
    name: 'a Secret that a cluster may have',
    input: store() + push(plain),
    config: { cluster: { enabled: true } },
  },
  {
    name: 'keys that the template adds, also out of a ConfigMap',
    input: `${both}apiVersion: v1
kind: ConfigMap
metadata: {name: c, namespace: shop}
data: {u: "{{ .username }}"}
---
${push(
  `  template: {data: {t: "{{ .password }}"}, templateFrom: [{configMap: {name: c, items: [{key: u}]}}]}\n${refs()}${named()}${data(entry('t', 'a'), entry('u', 'b'))}`,
)}`,
  },
  {
    name: 'the whole Secret, and one property each of a key',
    input:
      both +
      push(
        refs() +
          named() +
          data(entry('""', 'all'), entry('password', 'a', ', property: p'), entry('username', 'a', ', property: u')),
      ),
  },
  {
    name: 'an entry in the place of what a rule makes of the same key',
    input: both + push(dataTo(data(entry('password', 'password')))),
  },
  {
    name: 'a random value that is written once',
    input:
      store() +
      generator('Password', '{length: 8}') +
      push(`  updatePolicy: IfNotExists\n${refs()}${generated('Password')}${data(entry('password', 'a'))}`),
  },
  {
    name: 'a registry Secret that is put together of what a generator gives',
    input:
      store() +
      generator('ECRAuthorizationToken', '{region: us-east-1}') +
      externalSecret(
        '  target: {template: {type: kubernetes.io/dockerconfigjson}}\n  dataFrom: [{sourceRef: {generatorRef: {apiVersion: generators.external-secrets.io/v1alpha1, kind: ECRAuthorizationToken, name: g}}}]',
      ).replace('  secretStoreRef: {name: vault}\n', '') +
      push(plain.replace('password', '.dockerconfigjson')),
  },
  {
    name: 'a PushSecret that is left to the operator, and the store that its labels choose',
    input:
      store('vault', vault, 'team: a') +
      externalSecret('  data: [{secretKey: k, remoteRef: {key: x}}]', 'e').replace('name: vault', 'name: other') +
      store('other') +
      push(refs('[{labelSelector: {matchLabels: {team: a}}}]') + named('nope') + data(entry('x', 'a'))).replace(
        'namespace: shop}',
        'namespace: shop, annotations: {external-secrets-render.dev/skip: "true"}}',
      ),
  },
  {
    name: 'what the annotation of a ClusterPushSecret switches off',
    input:
      both +
      namespace +
      cluster(plain.replace('{name: src}', '{name: srk}')).replace(
        '{name: push}',
        '{name: push, annotations: {external-secrets-render.dev/disable: PUSH_SOURCE_MISSING}}',
      ),
  },
];
