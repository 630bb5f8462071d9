import { readFile } from 'node:fs/promises';
import { infisicalError } from '../../../errors/infisical.ts';
import { policyError } from '../../../errors/policy.ts';
import type { AuthContext } from './auth-method.ts';

/**
 * Reads a file of this machine that a reference leads to.
 *
 * @throws PolicyError for a store that may not use what is the process's own.
 */
export async function ownFile(path: string, field: string, auth: AuthContext): Promise<string> {
  const { context, place } = auth;
  if (!auth.boundBy(field).ambient) throw policyError('AMBIENT_REFUSED', { of: 'Infisical' }, place(field));
  try {
    const text = await readFile(path, 'utf8');
    context.conceal(text);
    return text;
  } catch {
    throw infisicalError('INFISICAL_FILE', { field: place(field).field ?? field }, place(field));
  }
}
