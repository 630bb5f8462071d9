import type { AuthMethod } from './auth-method.ts';

/** `ldapAuthCredentials`: a name and a password of a directory. */
export const method: AuthMethod = async (_fields, { text }) => {
  const [identityId, username, password] = await Promise.all([
    text('identityId'),
    text('ldapUsername'),
    text('ldapPassword'),
  ]);
  return { path: 'ldap-auth', body: { identityId, username, password } };
};
