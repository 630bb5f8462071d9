import type { Bytes } from './byte-string.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a byte string as text without loss: a byte that is no part of UTF-8 becomes the lone surrogate U+DC00 + byte,
 * one unit for one byte, as Go takes such bytes one at a time.
 */
export function losslessText(bytes: Bytes): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII is meant
  if (/^[\x00-\x7f]*$/.test(bytes)) return bytes;
  const whole = decoded(bytes);
  if (whole !== undefined) return whole;
  return bytes.replace(sequence, (part) => decoded(part) ?? loneUnits(part));
}

/** The byte string that `losslessText` was given. */
export function losslessBytes(text: string): Bytes {
  if (text.isWellFormed()) return Buffer.from(text, 'utf8').toString('latin1') as Bytes;
  return text.replace(/[\ud800-\udbff][\udc00-\udfff]|[\u0080-\uffff]/g, (unit) => {
    const code = unit.charCodeAt(0);
    if (unit.length === 1 && code >= 0xdc80 && code <= 0xdcff) return String.fromCharCode(code - 0xdc00);
    return Buffer.from(unit, 'utf8').toString('latin1');
  }) as Bytes;
}

// A whole multi-byte sequence by its lead byte, or one byte alone.
const sequence =
  /[\u00c2-\u00df][\u0080-\u00bf]|[\u00e0-\u00ef][\u0080-\u00bf]{2}|[\u00f0-\u00f4][\u0080-\u00bf]{3}|[\u0080-\u00ff]/g;

function decoded(bytes: string): string | undefined {
  try {
    return decoder.decode(Buffer.from(bytes, 'latin1'));
  } catch {
    return undefined;
  }
}

function loneUnits(part: string): string {
  return [...part].map((byte) => String.fromCharCode(0xdc00 + byte.charCodeAt(0))).join('');
}
