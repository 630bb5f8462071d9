import { passwordMethod } from './password-method.ts';

/** `auth.ldap`: a name and a password of the directory. */
export const method = passwordMethod('ldap');
