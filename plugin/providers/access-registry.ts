import type { AccessOf } from './access.ts';

/** What reading from a backend takes, by the field of `spec.provider` that selects it. Loaded for `esr plan` alone. */
export const accesses = {
  aws: () => import('./aws/aws-access.ts'),
  azurekv: () => import('./azure/azure-access.ts'),
  bitwardensecretsmanager: () => import('./bitwarden/bitwarden-access.ts'),
  doppler: () => import('./doppler/doppler-access.ts'),
  fake: () => import('./fake-access.ts'),
  gcpsm: () => import('./gcp/gcp-access.ts'),
  gitlab: () => import('./gitlab/gitlab-access.ts'),
  infisical: () => import('./infisical/infisical-access.ts'),
  kubernetes: () => import('./kubernetes/kubernetes-access.ts'),
  onepassword: () => import('./onepassword/onepassword-access.ts'),
  onepasswordSDK: () => import('./onepassword-sdk/onepassword-sdk-access.ts'),
  openBao: () => import('./vault/openbao-access.ts'),
  vault: () => import('./vault/vault-access.ts'),
  webhook: () => import('./webhook/webhook-access.ts'),
} satisfies Record<string, () => Promise<{ readonly access: AccessOf }>>;
