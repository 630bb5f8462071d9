import type { Bytes } from './byte-string.ts';
import { decodeRune } from './decode-rune.ts';

/** Flags, width and precision of one directive of a Go format. */
export interface Flags {
  plus: boolean;
  minus: boolean;
  sharp: boolean;
  space: boolean;
  zero: boolean;
  /** `%+v`: structs with their field names. */
  plusV: boolean;
  /** `%#v`: Go syntax. */
  sharpV: boolean;
  /** Inside what fits no verb: what types say of themselves is not asked. */
  bare: boolean;
  width: number | undefined;
  precision: number | undefined;
}

/** Flags as they are before a directive is read. */
export function plainFlags(): Flags {
  return {
    plus: false,
    minus: false,
    sharp: false,
    space: false,
    zero: false,
    plusV: false,
    sharpV: false,
    bare: false,
    width: undefined,
    precision: undefined,
  };
}

/** Fills a text up to the width, counted in characters: zeros only to the left (fmt/format.go, pad). */
export function pad(flags: Flags, text: string): string {
  if (flags.width === undefined || flags.width === 0) return text;
  return fill(flags, text, flags.width - countRunes(text as Bytes));
}

/** The same without zeros, for what has been filled with them already. */
export function padWithSpaces(flags: Flags, text: string): string {
  return pad(flags.zero ? { ...flags, zero: false } : flags, text);
}

/** Fills a text by a number of characters. */
export function fill({ minus, zero }: Flags, text: string, count: number): string {
  if (count <= 0) return text;
  return minus ? text + ' '.repeat(count) : (zero ? '0' : ' ').repeat(count) + text;
}

function countRunes(text: Bytes): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII is meant
  if (/^[\x00-\x7f]*$/.test(text)) return text.length;
  let count = 0;
  for (let at = 0; at < text.length; count += 1) at += decodeRune(text, at).width;
  return count;
}
