const space = /^\p{White_Space}$/u;

/** Tells whether a code point is white space as Go sees it (`unicode.IsSpace`). */
export function isSpace(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 9 && code <= 13);
  return space.test(String.fromCodePoint(code));
}
