import type { Provider } from './provider.ts';

/** Every backend, by the field of `spec.provider` that selects it. Its code and its SDK load on first use. */
export const providers = {
  aws: () => import('./aws/aws.ts'),
  azurekv: () => import('./azure/azure.ts'),
  bitwardensecretsmanager: () => import('./bitwarden/bitwarden.ts'),
  doppler: () => import('./doppler/doppler.ts'),
  fake: () => import('./fake.ts'),
  gcpsm: () => import('./gcp/gcp.ts'),
  gitlab: () => import('./gitlab/gitlab.ts'),
  infisical: () => import('./infisical/infisical.ts'),
  kubernetes: () => import('./kubernetes/kubernetes.ts'),
  onepassword: () => import('./onepassword/onepassword.ts'),
  onepasswordSDK: () => import('./onepassword-sdk/onepassword-sdk.ts'),
  openBao: () => import('./vault/openbao.ts'),
  vault: () => import('./vault/vault.ts'),
  webhook: () => import('./webhook/webhook.ts'),
} satisfies Record<string, () => Promise<{ readonly provider: Provider }>>;
