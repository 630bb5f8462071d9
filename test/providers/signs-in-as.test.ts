import type { StoreInfo } from '../../plugin/providers/provider.ts';
import { providers } from '../../plugin/providers/registry.ts';
import { testStoreInfo } from '../support/store-info.ts';

// A sign-in that two stores share wrongly hands one tenant the other's rights.

/** Credentials of every kind that names an object; `more` stands in the reference. */
const forms: readonly {
  readonly provider: keyof typeof providers;
  readonly name: string;
  readonly spec: (more: object) => object;
}[] = [
  {
    provider: 'aws',
    name: 'keys',
    spec: (more) => ({
      service: 'SecretsManager',
      region: 'eu-west-1',
      auth: {
        secretRef: {
          accessKeyIDSecretRef: { name: 'c', key: 'id', ...more },
          secretAccessKeySecretRef: { name: 'c', key: 'key', ...more },
        },
      },
    }),
  },
  {
    provider: 'aws',
    name: 'a ServiceAccount',
    spec: (more) => ({
      service: 'ParameterStore',
      region: 'eu-west-1',
      auth: { jwt: { serviceAccountRef: { name: 'sa', ...more } } },
    }),
  },
  {
    provider: 'gcpsm',
    name: 'a key',
    spec: (more) => ({
      projectID: 'p',
      auth: { secretRef: { secretAccessKeySecretRef: { name: 'c', key: 'key.json', ...more } } },
    }),
  },
  {
    provider: 'gcpsm',
    name: 'a ServiceAccount',
    spec: (more) => ({
      projectID: 'p',
      auth: {
        workloadIdentity: { clusterLocation: 'l', clusterName: 'c', serviceAccountRef: { name: 'sa', ...more } },
      },
    }),
  },
  {
    provider: 'vault',
    name: 'a token',
    spec: (more) => ({ server: 'https://v', auth: { tokenSecretRef: { name: 'c', key: 'token', ...more } } }),
  },
  {
    provider: 'vault',
    name: 'a ServiceAccount',
    spec: (more) => ({
      server: 'https://v',
      auth: { kubernetes: { mountPath: 'kubernetes', role: 'r', serviceAccountRef: { name: 'sa', ...more } } },
    }),
  },
];

const cluster = { kind: 'ClusterSecretStore' } as const;

const pairs: readonly {
  readonly name: string;
  readonly infos: readonly [Partial<StoreInfo>, Partial<StoreInfo>];
  readonly more?: readonly [object, object];
  readonly same: boolean;
}[] = [
  {
    name: 'SecretStores of one namespace',
    infos: [{ name: 'one' }, { name: 'two' }],
    same: true,
  },
  {
    name: 'SecretStores of two namespaces',
    infos: [
      { namespace: 'a', usedFrom: 'a' },
      { namespace: 'b', usedFrom: 'b' },
    ],
    same: false,
  },
  {
    name: 'a ClusterSecretStore that follows its users',
    infos: [
      { ...cluster, usedFrom: 'a' },
      { ...cluster, usedFrom: 'b' },
    ],
    same: false,
  },
  {
    name: 'a ClusterSecretStore that names the namespace',
    infos: [
      { ...cluster, usedFrom: 'a' },
      { ...cluster, usedFrom: 'b' },
    ],
    more: [{ namespace: 'infra' }, { namespace: 'infra' }],
    same: true,
  },
  {
    name: 'ClusterSecretStores that name two namespaces',
    infos: [
      { ...cluster, usedFrom: 'a' },
      { ...cluster, usedFrom: 'a' },
    ],
    more: [{ namespace: 'infra' }, { namespace: 'team' }],
    same: false,
  },
  {
    name: 'references to two objects',
    infos: [{}, {}],
    more: [{ name: 'mine' }, { name: 'yours' }],
    same: false,
  },
];

const rows = forms.flatMap((form) => pairs.map((pair) => ({ ...form, title: pair.name, ...pair, form: form.name })));

test.each(rows)('$provider with $form, $title: shared is $same', async ({ provider, spec, infos, more, same }) => {
  const { provider: backend } = await providers[provider]();
  const [one, two] = infos.map(
    (info, at) => backend.open(spec(more?.[at] ?? {}) as never, testStoreInfo(info)).signsInAs,
  );
  expect(typeof one).toBe('string');
  expect(one === two).toBe(same);
});
