import type { Bytes } from './byte-string.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * Reads padded base32 in the standard alphabet; line breaks are ignored.
 *
 * @remarks Go: `encoding/base32`, `DecodeString`. What follows the padding is ignored too.
 *
 * @returns The bytes, or where the first illegal one stands, line breaks not counted.
 */
export function decodeBase32(text: Bytes): { readonly bytes: Bytes } | { readonly illegalAt: number } {
  const plain = text.replace(/[\r\n]/g, '');
  let out = '';
  for (let start = 0; start < plain.length; start += 8) {
    const group = plain.slice(start, start + 8);
    const digits = groupEnd(plain, start);
    const illegal = [...group].findIndex((char, i) => i < digits && !alphabet.includes(char));
    if (illegal >= 0) return { illegalAt: start + illegal };
    if (digits < 8) {
      const illegalAt = faultOfPadding(plain, start, digits);
      return illegalAt === undefined ? { bytes: (out + decodeGroup(group.slice(0, digits))) as Bytes } : { illegalAt };
    }
    out += decodeGroup(group);
  }
  return { bytes: out as Bytes };
}

/** How many digits the group has before its padding or the end. An equals sign is padding only near the end of the text. */
function groupEnd(plain: string, start: number): number {
  for (let i = 0; i < 8; i += 1) {
    const at = start + i;
    if (at >= plain.length) return i;
    if (i >= 2 && plain.charAt(at) === '=' && plain.length - at - 1 < 8) return i;
  }
  return 8;
}

function faultOfPadding(plain: string, start: number, digits: number): number | undefined {
  const first = start + digits;
  if (first >= plain.length) return start;
  if (plain.length - first < 8 - digits) return plain.length;
  const wrong = [...plain.slice(first + 1, start + 8)].findIndex((char) => char !== '=');
  if (wrong >= 0) return first + wrong;
  // One, three and six digits hold no whole byte more than the length below.
  return digits === 3 || digits === 6 ? first : undefined;
}

function decodeGroup(digits: string): string {
  let out = '';
  let held = 0;
  let bits = 0;
  for (const digit of digits) {
    held = ((held & 0xff) << 5) | alphabet.indexOf(digit);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    out += String.fromCharCode((held >> bits) & 0xff);
  }
  return out;
}
