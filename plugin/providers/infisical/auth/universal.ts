import type { AuthMethod } from './auth-method.ts';

/** `universalAuthCredentials`: the id and a secret of a client. */
export const method: AuthMethod = async (_fields, { text }) => {
  const [clientId, clientSecret] = await Promise.all([text('clientId'), text('clientSecret')]);
  return { path: 'universal-auth', body: { clientId, clientSecret } };
};
