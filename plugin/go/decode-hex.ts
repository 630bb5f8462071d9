import type { Bytes } from './byte-string.ts';
import { encodeRune } from './encode-rune.ts';
import { isPrint } from './is-print.ts';

/**
 * Reads hexadecimal digits.
 *
 * @remarks Go: `encoding/hex`, `DecodeString`.
 *
 * @returns The bytes, or Go's words for what is wrong.
 */
export function decodeHex(text: Bytes): { readonly bytes: Bytes } | { readonly problem: Bytes } {
  const foreign = /[^0-9a-fA-F]/.exec(text)?.[0];
  if (foreign !== undefined)
    return { problem: `encoding/hex: invalid byte: ${nameOf(foreign.charCodeAt(0))}` as Bytes };
  if (text.length % 2 === 1) return { problem: 'encoding/hex: odd length hex string' as Bytes };
  return { bytes: Buffer.from(text, 'hex').toString('latin1') as Bytes };
}

// As %#U.
function nameOf(byte: number): string {
  const code = `U+${byte.toString(16).toUpperCase().padStart(4, '0')}`;
  return isPrint(byte) ? `${code} '${encodeRune(byte)}'` : code;
}
