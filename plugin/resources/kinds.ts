import { admitClusterExternalSecret } from './admit-cluster-external-secret.ts';
import { admitExternalSecret } from './admit-external-secret.ts';
import { admitStore } from './admit-store.ts';
import type { Kind } from './kind.ts';
import { clusterExternalSecretFields } from './schemas/cluster-external-secret.ts';
import { clusterExternalSecretV1beta1Fields } from './schemas/cluster-external-secret-v1beta1.ts';
import { clusterGeneratorFields } from './schemas/cluster-generator.ts';
import { clusterPushSecretFields } from './schemas/cluster-push-secret.ts';
import { externalSecretFields } from './schemas/external-secret.ts';
import { externalSecretV1beta1Fields } from './schemas/external-secret-v1beta1.ts';
import { generators } from './schemas/generators.ts';
import { pushSecretFields } from './schemas/push-secret.ts';
import { storeSpecFields } from './schemas/store-spec.ts';

const eso = 'external-secrets.io';
const generatorGroup = 'generators.external-secrets.io';

const storeVersions: Kind['versions'] = new Map([
  ['v1', () => storeSpecFields('v1')],
  ['v1beta1', () => storeSpecFields('v1beta1')],
]);

const known: readonly Kind[] = [
  {
    group: eso,
    kind: 'ExternalSecret',
    scope: 'namespaced',
    role: 'externalSecret',
    versions: new Map([
      ['v1', externalSecretFields],
      ['v1beta1', externalSecretV1beta1Fields],
    ]),
    admit: admitExternalSecret,
  },
  {
    group: eso,
    kind: 'ClusterExternalSecret',
    scope: 'cluster',
    role: 'clusterExternalSecret',
    versions: new Map([
      ['v1', clusterExternalSecretFields],
      ['v1beta1', clusterExternalSecretV1beta1Fields],
    ]),
    admit: admitClusterExternalSecret,
  },
  { group: eso, kind: 'SecretStore', scope: 'namespaced', role: 'store', versions: storeVersions, admit: admitStore },
  {
    group: eso,
    kind: 'ClusterSecretStore',
    scope: 'cluster',
    role: 'store',
    versions: storeVersions,
    admit: admitStore,
  },
  {
    group: eso,
    kind: 'PushSecret',
    scope: 'namespaced',
    role: 'pushSecret',
    versions: new Map([['v1alpha1', pushSecretFields]]),
  },
  {
    group: eso,
    kind: 'ClusterPushSecret',
    scope: 'cluster',
    role: 'pushSecret',
    versions: new Map([['v1alpha1', clusterPushSecretFields]]),
  },
  ...[...generators].map(
    ([kind, fields]): Kind => ({
      group: generatorGroup,
      kind,
      scope: 'namespaced',
      role: 'generator',
      versions: new Map([['v1alpha1', fields]]),
    }),
  ),
  {
    group: generatorGroup,
    kind: 'ClusterGenerator',
    scope: 'cluster',
    role: 'generator',
    versions: new Map([['v1alpha1', clusterGeneratorFields]]),
  },
  {
    group: generatorGroup,
    kind: 'GeneratorState',
    scope: 'namespaced',
    role: 'bystander',
    versions: new Map([['v1alpha1', undefined]]),
  },
  ...(['Secret', 'ConfigMap', 'ServiceAccount'] as const).map(
    (kind): Kind => ({
      group: '',
      kind,
      scope: 'namespaced',
      role: 'supporting',
      versions: new Map([['v1', undefined]]),
    }),
  ),
  { group: '', kind: 'Namespace', scope: 'cluster', role: 'supporting', versions: new Map([['v1', undefined]]) },
];

/** Every kind that we know, by `GROUP/KIND`; the core group is empty. */
export const kinds: ReadonlyMap<string, Kind> = new Map(known.map((kind) => [`${kind.group}/${kind.kind}`, kind]));
