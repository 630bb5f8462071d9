import type { Generator } from './generator.ts';

/** Every generator, by kind. Its code and its SDK load on first use. */
export const generators = {
  ACRAccessToken: () => import('./acr-access-token.ts'),
  BeyondtrustWorkloadCredentialsDynamicSecret: () => import('./beyondtrust-workload-credentials-dynamic-secret.ts'),
  CloudsmithAccessToken: () => import('./cloudsmith-access-token.ts'),
  ECRAuthorizationToken: () => import('./ecr-authorization-token.ts'),
  Fake: () => import('./fake.ts'),
  GCRAccessToken: () => import('./gcr-access-token.ts'),
  GithubAccessToken: () => import('./github-access-token.ts'),
  GitlabDeployToken: () => import('./gitlab-deploy-token.ts'),
  Grafana: () => import('./grafana.ts'),
  MFA: () => import('./mfa.ts'),
  Password: () => import('./password.ts'),
  QuayAccessToken: () => import('./quay-access-token.ts'),
  SSHKey: () => import('./ssh-key.ts'),
  STSSessionToken: () => import('./sts-session-token.ts'),
  UUID: () => import('./uuid.ts'),
  VaultDynamicSecret: () => import('./vault-dynamic-secret.ts'),
  Webhook: () => import('./webhook.ts'),
} satisfies Record<string, () => Promise<{ readonly generator: Generator }>>;
