import { manifestError } from '../../errors/manifest.ts';
import { mapAll } from '../../errors/map-all.ts';
import { oddKeyCharacter } from '../../go/odd-key-character.ts';
import type { Place } from '../../model/place.ts';

/** Longest key that Kubernetes takes, in bytes. */
const maxKeyBytes = 253;

/**
 * Checks the keys of one entry after `rewrite` or conversion; an empty key is left out without a word.
 *
 * @remarks Letters and numbers of any script pass here, as they do in ESO; the API server refuses them later
 * (`check-secret.ts`). ESO: `runtime/esutils/utils.go`, `ValidateKeys`.
 *
 * @param values - Values by key. Not changed.
 * @param at - Where the entry stands, for the errors.
 * @returns A new map without the empty key, in the same order.
 * @throws ManifestError `KEY_INVALID`, `KEY_TOO_LONG`, for every bad key.
 */
export function validateKeys<V>(values: ReadonlyMap<string, V>, at: () => Place): Map<string, V> {
  mapAll(values.keys(), (key) => validateKey(key, at));
  return new Map([...values].filter(([key]) => key !== ''));
}

function validateKey(key: string, at: () => Place): void {
  const bytes = Buffer.byteLength(key);
  if (bytes > maxKeyBytes) throw manifestError('KEY_TOO_LONG', { key, bytes, most: maxKeyBytes }, at());
  const [bad] = key.match(oddKeyCharacter) ?? [];
  if (bad !== undefined) throw manifestError('KEY_INVALID', { key, character: bad }, at());
}
