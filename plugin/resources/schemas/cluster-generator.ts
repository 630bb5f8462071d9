import type { Field } from './field.ts';
import { generatorKinds } from './generator-kinds.ts';
import { generators } from './generators.ts';

/** The property of `spec.generator` that holds each kind's own spec. */
const properties: readonly (readonly [property: string, kind: string])[] = [
  ['acrAccessTokenSpec', 'ACRAccessToken'],
  ['beyondtrustWorkloadCredentialsDynamicSecretSpec', 'BeyondtrustWorkloadCredentialsDynamicSecret'],
  ['cloudsmithAccessTokenSpec', 'CloudsmithAccessToken'],
  ['ecrAuthorizationTokenSpec', 'ECRAuthorizationToken'],
  ['fakeSpec', 'Fake'],
  ['gcrAccessTokenSpec', 'GCRAccessToken'],
  ['githubAccessTokenSpec', 'GithubAccessToken'],
  ['gitlabDeployTokenSpec', 'GitlabDeployToken'],
  ['grafanaSpec', 'Grafana'],
  ['mfaSpec', 'MFA'],
  ['passwordSpec', 'Password'],
  ['quayAccessTokenSpec', 'QuayAccessToken'],
  ['sshKeySpec', 'SSHKey'],
  ['stsSessionTokenSpec', 'STSSessionToken'],
  ['uuidSpec', 'UUID'],
  ['vaultDynamicSecretSpec', 'VaultDynamicSecret'],
  ['webhookSpec', 'Webhook'],
];

/** `spec` of a ClusterGenerator, v1alpha1. */
export const clusterGeneratorFields = (): readonly Field[] => [
  { path: 'generator', type: 'object', required: true, minProperties: 1, maxProperties: 1 },
  ...properties.map(
    ([property, kind]): Field => ({
      path: `generator.${property}`,
      type: 'object',
      fields: generators.get(kind) as () => readonly Field[],
    }),
  ),
  {
    path: 'kind',
    type: 'string',
    required: true,
    allowed: generatorKinds.filter((kind) => kind !== 'ClusterGenerator'),
  },
];
