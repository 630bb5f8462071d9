const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u;

/** Tells whether Go prints a code point as it is: letters, marks, numbers, punctuation, symbols and the ASCII space (`strconv.IsPrint`). */
export function isPrint(code: number): boolean {
  if (code < 0x7f) return code >= 0x20;
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return false;
  return printable.test(String.fromCodePoint(code));
}
