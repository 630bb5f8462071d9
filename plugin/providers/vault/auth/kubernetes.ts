import { vaultError } from '../../../errors/vault.ts';
import { type AccountSelector, accountReference } from '../../account-reference.ts';
import type { SecretSelector } from '../../key-reference.ts';
import type { AuthContext, AuthMethod } from './auth-method.ts';
import { secretText } from './secret-text.ts';

interface Fields {
  readonly mountPath?: string;
  readonly role?: string;
  readonly serviceAccountRef?: AccountSelector;
  readonly secretRef?: SecretSelector;
}

/** `auth.kubernetes`: a token of a ServiceAccount, one in a Secret, or the process's own. */
export const method: AuthMethod = async (fields, auth) => {
  const { mountPath = 'kubernetes', role = '' } = fields as Fields;
  if (role.trim() === '') {
    throw vaultError('VAULT_AUTH_FIELD', { field: auth.field, needs: 'a role' }, auth.owner.place(auth.field));
  }
  const jwt = await tokenOf(fields as Fields, auth);
  return { kind: 'login', path: `auth/${mountPath}/login`, body: { jwt, role: role.trim() } };
};

async function tokenOf({ serviceAccountRef, secretRef }: Fields, auth: AuthContext): Promise<string> {
  const { field, owner, context } = auth;
  if (serviceAccountRef === undefined && secretRef !== undefined) {
    return await secretText(secretRef, 'secretRef', auth, 'token');
  }
  const place = owner.place(`${field}.serviceAccountRef`);
  const token =
    serviceAccountRef === undefined
      ? await context.ownToken?.()
      : await context.serviceAccountToken(accountReference(serviceAccountRef, owner, place));
  if (token === undefined) {
    const facts = { field, needs: 'a serviceAccountRef or a secretRef here' };
    throw vaultError('VAULT_AUTH_FIELD', facts, owner.place(field));
  }
  context.conceal(token.reveal());
  return token.reveal().toString('utf8');
}
