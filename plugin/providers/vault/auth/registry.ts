import type { AuthMethod } from './auth-method.ts';

/**
 * Every method, by its field of `auth`. Of several that are set the first counts.
 *
 * @remarks The order is the operator's: `providers/v1/vault/auth.go`, `setAuth`.
 */
export const authMethods = [
  ['tokenSecretRef', () => import('./token.ts')],
  ['appRole', () => import('./app-role.ts')],
  ['kubernetes', () => import('./kubernetes.ts')],
  ['ldap', () => import('./ldap.ts')],
  ['userPass', () => import('./user-pass.ts')],
  ['jwt', () => import('./jwt.ts')],
  ['cert', () => import('./cert.ts')],
  ['iam', () => import('./iam.ts')],
  ['gcp', () => import('./gcp.ts')],
] as const satisfies readonly (readonly [string, () => Promise<{ readonly method: AuthMethod }>])[];
