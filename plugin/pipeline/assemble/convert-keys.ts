import { manifestError } from '../../errors/manifest.ts';
import { oddKeyCharacter } from '../../go/odd-key-character.ts';
import type { ConversionStrategy } from '../../model/external-secret.ts';
import type { Place } from '../../model/place.ts';

/**
 * Makes the keys of one `extract` or `find` usable as Secret keys.
 *
 * @remarks
 * Each code point that is no letter, number, `-`, `.` or `_` becomes `_` under `Default`, and `_U` + its code in at
 * least four lower-case hex digits + `_` under `Unicode`. Runs only when the entry has no `rewrite`.
 * ESO: `runtime/esutils/utils.go`, `ConvertKeys`.
 *
 * @param values - Values by remote key, in the provider's order. Not changed.
 * @param strategy - The entry's `conversionStrategy`; `Default` when it is absent.
 * @param at - Where the entry stands, for the error.
 * @returns A new map, in the same order.
 * @throws ManifestError `KEY_COLLISION` when two keys become the same one.
 *
 * @example
 * ```ts
 * convertKeys(new Map([['/team/db-user', 1]]), 'Default', at); // Map { '_team_db-user' => 1 }
 * ```
 */
export function convertKeys<V>(
  values: ReadonlyMap<string, V>,
  strategy: ConversionStrategy,
  at: () => Place,
): Map<string, V> {
  const replacement = strategy === 'Unicode' ? escapeRune : () => '_';
  const converted = new Map<string, V>();
  const sources = new Map<string, string>();
  for (const [key, value] of values) {
    const name = key.replace(oddKeyCharacter, replacement);
    if (converted.has(name)) {
      const from = [sources.get(name) ?? '', key];
      throw manifestError('KEY_COLLISION', { name, from, strategy }, at());
    }
    sources.set(name, key);
    converted.set(name, value);
  }
  return converted;
}

function escapeRune(rune: string): string {
  return `_U${(rune.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}_`;
}
