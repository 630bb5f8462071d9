/**
 * Gives the lower-case form of a code point, or the code point itself.
 *
 * @remarks Go: `unicode.ToLower`. `İ` becomes `i`, where JavaScript adds a dot above.
 */
export function lowerCase(code: number): number {
  if (code < 0x80) return code >= 0x41 && code <= 0x5a ? code + 0x20 : code;
  return String.fromCodePoint(code).toLowerCase().codePointAt(0) ?? code;
}
