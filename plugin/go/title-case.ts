import { upperCase } from './upper-case.ts';

/**
 * Gives the title-case form of a code point, or the code point itself.
 *
 * @remarks Go: `unicode.ToTitle`. It differs from the upper case for the digraphs (`ǆ` → `ǅ`) and for Georgian, which has none.
 */
export function titleCase(code: number): number {
  if (code >= 0x1c4 && code <= 0x1cc) return code - ((code - 0x1c4) % 3) + 1;
  if (code >= 0x1f1 && code <= 0x1f3) return 0x1f2;
  if (code >= 0x10d0 && code <= 0x10ff) return code;
  return upperCase(code);
}
