import { infisicalError } from '../../../errors/infisical.ts';
import type { AuthContext, AuthMethod } from './auth-method.ts';
import { ownFile } from './own-file.ts';

const field = 'serviceAccountTokenPath';

/** `kubernetesAuthCredentials`: the token of the pod's own ServiceAccount, or one in a file. */
export const method: AuthMethod = async (_fields, auth) => {
  const [identityId, path] = await Promise.all([auth.text('identityId'), auth.optional(field)]);
  return { path: 'kubernetes-auth', body: { identityId, jwt: await tokenAt(path, auth) } };
};

async function tokenAt(path: string, auth: AuthContext): Promise<string> {
  if (path !== '') return await ownFile(path, field, auth);
  const token = await auth.context.ownToken?.();
  if (token === undefined) throw infisicalError('INFISICAL_FILE', { field }, auth.place(field));
  auth.context.conceal(token.reveal());
  return token.reveal().toString('utf8');
}
