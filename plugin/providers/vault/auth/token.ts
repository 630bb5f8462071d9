import { keyReference, type SecretSelector } from '../../key-reference.ts';
import type { AuthMethod } from './auth-method.ts';

/** `auth.tokenSecretRef`: a token as it stands. It is neither renewed nor revoked. */
export const method: AuthMethod = async (fields, { field, owner, context }) => {
  const token = await context.secretKey(keyReference(fields as SecretSelector, owner, owner.place(field)));
  context.conceal(token.reveal());
  return { kind: 'token', token };
};
