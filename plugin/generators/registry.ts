import type { Generator } from './generator.ts';

/** Every generator, by kind. Its code and its SDK load on first use. */
export const generators = {
  ECRAuthorizationToken: () => import('./ecr-authorization-token.ts'),
  Fake: () => import('./fake.ts'),
  MFA: () => import('./mfa.ts'),
  Password: () => import('./password.ts'),
  SSHKey: () => import('./ssh-key.ts'),
  STSSessionToken: () => import('./sts-session-token.ts'),
  UUID: () => import('./uuid.ts'),
} satisfies Record<string, () => Promise<{ readonly generator: Generator }>>;
