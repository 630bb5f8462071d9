/** Replacer for `JSON.stringify`: where a reference stands is no part of who it means. */
export function withoutPlaces(key: string, value: unknown): unknown {
  return key === 'place' ? undefined : value;
}
