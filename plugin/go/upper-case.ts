// Go maps letters one to one (UnicodeData's simple mappings); JavaScript's toUpperCase may give several (ß, ŉ).

/**
 * Gives the upper-case form of a code point, or the code point itself.
 *
 * @remarks Go: `unicode.ToUpper`.
 */
export function upperCase(code: number): number {
  if (code < 0x80) return code >= 0x61 && code <= 0x7a ? code - 0x20 : code;
  // The Greek letters with a iota below: their only full mapping has two letters, their simple one is the title case.
  if (code >= 0x1f80 && code <= 0x1faf) return code | 8;
  if (code === 0x1fb3 || code === 0x1fc3 || code === 0x1ff3) return code + 9;
  const mapped = String.fromCodePoint(code).toUpperCase();
  const first = mapped.codePointAt(0) ?? code;
  return mapped.length === String.fromCodePoint(first).length ? first : code;
}
