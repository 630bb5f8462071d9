import type { AuthMethod } from './auth-method.ts';

/** `jwtAuthCredentials`: a token of any issuer that the identity trusts. */
export const method: AuthMethod = async (_fields, { text }) => {
  const [identityId, jwt] = await Promise.all([text('identityId'), text('jwt')]);
  return { path: 'jwt-auth', body: { identityId, jwt } };
};
