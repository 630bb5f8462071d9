import { type Bytes, bufferOf } from './byte-string.ts';
import { type Flags, fill, pad } from './fmt-flags.ts';
import { quote } from './quote.ts';
import { truncateRunes } from './truncate-runes.ts';

/** Writes a string under a verb; `undefined` where the verb is none of a string's (fmt/print.go, fmtString). */
export function formatText(flags: Flags, text: Bytes, verb: string): string | undefined {
  switch (verb) {
    case 'v':
      return flags.sharpV ? quoted(flags, text) : pad(flags, truncated(flags, text));
    case 's':
      return pad(flags, truncated(flags, text));
    case 'q':
      return quoted(flags, text);
    case 'x':
      return hex(flags, text);
    case 'X':
      return hex(flags, text).toUpperCase();
    default:
      return undefined;
  }
}

function truncated({ precision }: Flags, text: Bytes): Bytes {
  return precision === undefined ? text : truncateRunes(text, precision);
}

function quoted(flags: Flags, whole: Bytes): string {
  const text = truncated(flags, whole);
  return pad(flags, flags.sharp && canBackquote(text) ? `\`${text}\`` : quote(text, flags.plus));
}

// A raw string holds neither backquotes nor control characters but tab, nor what is no UTF-8 or a byte order mark.
function canBackquote(text: Bytes): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are meant
  if (/[\x00-\x08\x0a-\x1f\x60\x7f]|ï»¿/.test(text)) return false;
  return bufferOf(text).toString('utf8').includes('\ufffd') ? isUtf8(text) : true;
}

function isUtf8(text: Bytes): boolean {
  const bytes = bufferOf(text);
  return Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes);
}

function hex(flags: Flags, text: Bytes): string {
  const bytes = bufferOf(text.slice(0, flags.precision ?? text.length) as Bytes);
  if (bytes.length === 0) return fill(flags, '', flags.width ?? 0);
  const prefix = flags.sharp ? '0x' : '';
  const all = bytes.toString('hex');
  const spaced = flags.space ? (all.match(/../g) ?? []).map((pair) => prefix + pair).join(' ') : prefix + all;
  return fill(flags, spaced, (flags.width ?? 0) - spaced.length);
}
