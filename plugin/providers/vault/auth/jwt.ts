import { vaultError } from '../../../errors/vault.ts';
import { type AccountSelector, accountReference } from '../../account-reference.ts';
import type { SecretSelector } from '../../key-reference.ts';
import type { AuthContext, AuthMethod } from './auth-method.ts';
import { secretText } from './secret-text.ts';

interface Fields {
  readonly path?: string;
  readonly role?: string;
  readonly secretRef?: SecretSelector;
  readonly kubernetesServiceAccountToken?: {
    readonly serviceAccountRef?: AccountSelector;
    readonly audiences?: readonly string[];
    readonly expirationSeconds?: number;
  };
}

/** `auth.jwt`: a JSON web token in a Secret, or of a ServiceAccount with the audience `vault`. */
export const method: AuthMethod = async (fields, auth) => {
  const { path = 'jwt', role = '' } = fields as Fields;
  const jwt = await tokenOf(fields as Fields, auth);
  return { kind: 'login', path: `auth/${path}/login`, body: { role: role.trim(), jwt } };
};

async function tokenOf(fields: Fields, auth: AuthContext): Promise<string> {
  const { field, owner, context } = auth;
  if (fields.secretRef !== undefined) return await secretText(fields.secretRef, 'secretRef', auth);
  const { serviceAccountRef, audiences = ['vault'], expirationSeconds } = fields.kubernetesServiceAccountToken ?? {};
  if (serviceAccountRef === undefined) {
    const facts = { field, needs: 'a secretRef or a kubernetesServiceAccountToken' };
    throw vaultError('VAULT_AUTH_FIELD', facts, owner.place(field));
  }
  const place = owner.place(`${field}.kubernetesServiceAccountToken.serviceAccountRef`);
  const token = await context.serviceAccountToken({
    ...accountReference(serviceAccountRef, owner, place, audiences),
    ...(expirationSeconds === undefined ? {} : { expirationSeconds }),
  });
  context.conceal(token.reveal());
  return token.reveal().toString('utf8');
}
