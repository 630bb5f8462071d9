import { vaultError } from '../../../errors/vault.ts';
import type { SecretSelector } from '../../key-reference.ts';
import type { AuthMethod } from './auth-method.ts';
import { secretText } from './secret-text.ts';

interface Fields {
  readonly path?: string;
  readonly username?: string;
  readonly secretRef?: SecretSelector;
}

/** Makes a method of a name (trimmed) and a password. @param defaultPath - Its mount, where none is written. */
export function passwordMethod(defaultPath: string): AuthMethod {
  return async (fields, auth) => {
    const { path = defaultPath, username = '', secretRef } = fields as Fields;
    const name = username.trim();
    if (name === '') {
      throw vaultError('VAULT_AUTH_FIELD', { field: auth.field, needs: 'a username' }, auth.owner.place(auth.field));
    }
    const password = await secretText(secretRef, 'secretRef', auth);
    return { kind: 'login', path: `auth/${path}/login/${name}`, body: { password } };
  };
}
