/** A character of a byte string and how many bytes it takes. */
export interface Rune {
  /** The code point; U+FFFD where the bytes are no UTF-8. */
  readonly code: number;
  /** 1 where the bytes are no UTF-8, 0 at the end. */
  readonly width: number;
}

const atEnd: Rune = { code: 0xfffd, width: 0 };
const invalid: Rune = { code: 0xfffd, width: 1 };
const ascii: readonly Rune[] = Array.from({ length: 0x80 }, (_, code) => ({ code, width: 1 }));

/**
 * Reads the character that starts at an offset of a byte string.
 *
 * @remarks
 * Go's `utf8.DecodeRuneInString`: each byte that begins no valid sequence counts alone, whereas a decoder of the web
 * platform takes a cut-off sequence as one.
 */
export function decodeRune(bytes: string, at: number): Rune {
  if (at >= bytes.length) return atEnd;
  const first = bytes.charCodeAt(at);
  if (first < 0x80) return ascii[first] as Rune;
  const width = widthOf(first);
  if (width === 0 || at + width > bytes.length) return invalid;
  let code = first & (0x7f >> width);
  for (let i = 1; i < width; i += 1) {
    const next = bytes.charCodeAt(at + i);
    if ((next & 0xc0) !== 0x80) return invalid;
    code = (code << 6) | (next & 0x3f);
  }
  return isCanonical(code, width) ? { code, width } : invalid;
}

/** The bytes of the sequence that a byte opens; 0 where it opens none. */
function widthOf(first: number): number {
  if (first < 0xc2 || first >= 0xf5) return 0;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}

// Overlong forms, surrogates and what lies beyond U+10FFFF are no UTF-8.
function isCanonical(code: number, width: number): boolean {
  if (width === 3) return code >= 0x800 && (code < 0xd800 || code > 0xdfff);
  return width === 2 || (code >= 0x10000 && code <= 0x10ffff);
}
