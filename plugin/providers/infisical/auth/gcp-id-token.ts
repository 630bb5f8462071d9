import type { AuthMethod } from './auth-method.ts';

/** `gcpIdTokenAuthCredentials`: the identity token of the Google machine that this runs on, for the identity. */
export const method: AuthMethod = async (_fields, { text, context, place }) => {
  const identityId = await text('identityId');
  const { machineIdentity } = await import('../../vault/auth/machine-identity.ts');
  const jwt = await machineIdentity(identityId, context, place('identityId'));
  context.conceal(jwt);
  return { path: 'gcp-auth', body: { identityId, jwt } };
};
