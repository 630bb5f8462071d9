import { vaultError } from '../../../errors/vault.ts';
import type { SecretSelector } from '../../key-reference.ts';
import type { AuthMethod } from './auth-method.ts';
import { secretText } from './secret-text.ts';

interface Fields {
  readonly path?: string;
  readonly roleId?: string;
  readonly roleRef?: SecretSelector;
  readonly secretRef?: SecretSelector;
}

/** `auth.appRole`: a role id, written down (then trimmed) or referred to, and a secret id. */
export const method: AuthMethod = async (fields, auth) => {
  const { path = 'approle', roleId, roleRef, secretRef } = fields as Fields;
  const written = roleId?.trim() ?? '';
  const role = written === '' && roleRef !== undefined ? await secretText(roleRef, 'roleRef', auth) : written;
  if (role === '') {
    const facts = { field: auth.field, needs: 'a role id that is not empty: roleId or roleRef' };
    throw vaultError('VAULT_AUTH_FIELD', facts, auth.owner.place(auth.field));
  }
  const secret = await secretText(secretRef, 'secretRef', auth);
  return { kind: 'login', path: `auth/${path}/login`, body: { role_id: role, secret_id: secret } };
};
