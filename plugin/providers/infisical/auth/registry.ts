import type { AuthMethod } from './auth-method.ts';

/**
 * Every method, by its field of `auth`. Of several that are set the first counts.
 *
 * @remarks The order is the operator's: `providers/v1/infisical/provider.go`, `NewClient`.
 */
export const authMethods = [
  ['universalAuthCredentials', () => import('./universal.ts')],
  ['azureAuthCredentials', () => import('./azure.ts')],
  ['gcpIdTokenAuthCredentials', () => import('./gcp-id-token.ts')],
  ['gcpIamAuthCredentials', () => import('./gcp-iam.ts')],
  ['jwtAuthCredentials', () => import('./jwt.ts')],
  ['ldapAuthCredentials', () => import('./ldap.ts')],
  ['ociAuthCredentials', () => import('./oci.ts')],
  ['kubernetesAuthCredentials', () => import('./kubernetes.ts')],
  ['awsAuthCredentials', () => import('./aws.ts')],
  ['tokenAuthCredentials', () => import('./token.ts')],
] as const satisfies readonly (readonly [string, () => Promise<{ readonly method: AuthMethod }>])[];
