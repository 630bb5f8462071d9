import { generatorError } from '../errors/generator.ts';
import type { GeneratorContext, GeneratorInfo } from './generator.ts';

/**
 * Lets a generator make something that never expires, or refuses it: the operator remembers what it made and revokes it at
 * the next refresh, and a renderer remembers nothing.
 *
 * @param expiry - The field that would let it expire.
 * @throws ManifestError `GENERATOR_KEEPS_TOKENS`
 */
export function leaveBehind(
  { kind, name, place }: GeneratorInfo,
  expiry: string,
  { mayLeaveBehind, warn }: Pick<GeneratorContext, 'mayLeaveBehind' | 'warn'>,
): void {
  const at = place(expiry);
  if (!mayLeaveBehind) throw generatorError('GENERATOR_KEEPS_TOKENS', { expiry }, at);
  warn({
    code: 'GENERATOR_KEEPS_TOKENS',
    says: `${kind} "${name}" made a token that never expires, and the next render makes another`,
    hint: `set ${expiry}, and revoke those that are no longer used`,
    place: at,
  });
}
