import { manifestError } from '../errors/manifest.ts';
import { oddKeyCharacter } from '../go/odd-key-character.ts';
import type { Find, Match } from './provider.ts';

/**
 * Converts the names of a find's matches, for the providers that do so before `rewrite` sees them.
 *
 * @remarks ESO: `runtime/esutils/utils.go`, `ConvertKeys`, called inside `GetAllSecrets` of fake, gcp and kubernetes.
 * @throws ManifestError `KEY_COLLISION` when two names become the same one.
 */
export function convertNames(
  matches: readonly Match[],
  strategy: Find['conversionStrategy'] = 'Default',
): readonly Match[] {
  const replacement = strategy === 'Unicode' ? escapeRune : () => '_';
  const sources = new Map<string, string>();
  return matches.map((match) => {
    const name = match.name.replace(oddKeyCharacter, replacement);
    const before = sources.get(name);
    if (before !== undefined) throw manifestError('KEY_COLLISION', { name, from: [before, match.name], strategy });
    sources.set(name, match.name);
    return 'ref' in match ? { ...match, name } : { ...match, name, key: match.key ?? match.name };
  });
}

function escapeRune(rune: string): string {
  return `_U${(rune.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}_`;
}
