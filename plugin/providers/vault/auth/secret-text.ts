import type { SecretSelector } from '../../key-reference.ts';
import { keyReference } from '../../key-reference.ts';
import type { AuthContext } from './auth-method.ts';

/**
 * The text that a selector of a method refers to, as it stands: nothing is trimmed.
 *
 * @param name - The selector's own field.
 */
export async function secretText(
  selector: SecretSelector | undefined,
  name: string,
  { field, owner, context }: AuthContext,
  defaultKey?: string,
): Promise<string> {
  const found = await context.secretKey(keyReference(selector, owner, owner.place(`${field}.${name}`), defaultKey));
  context.conceal(found.reveal());
  return found.reveal().toString('utf8');
}
