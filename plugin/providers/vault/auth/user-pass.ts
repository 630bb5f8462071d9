import { passwordMethod } from './password-method.ts';

/** `auth.userPass`: a name and a password. */
export const method = passwordMethod('userpass');
