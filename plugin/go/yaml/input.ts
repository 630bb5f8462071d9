// Which bytes a YAML stream may hold, and in which encoding. Go: go.yaml.in/yaml/v2 readerc.go.

import type { Bytes } from '../byte-string.ts';
import { decodeRune } from '../decode-rune.ts';
import { YamlSyntaxError } from '../yaml-syntax-error.ts';

/** A text ready to be scanned. */
export interface YamlInput {
  /** UTF-8. */
  readonly text: Bytes;
  /** Where it starts: after the byte order mark. */
  readonly start: number;
  /** Offset of the first character that YAML forbids, or of the first byte that is no UTF-8; the end when there is none. */
  readonly firstBad: number;
  /** What is bad is that the text ends inside a character. */
  readonly isCutOff: boolean;
}

/** Takes the byte order mark off and finds the first character that may not be there. */
export function readInput(bytes: Bytes): YamlInput {
  if (bytes.startsWith('\xff\xfe') || bytes.startsWith('\xfe\xff')) {
    const text = fromUtf16(bytes);
    return { text, start: 0, firstBad: findBad(text), isCutOff: false };
  }
  // Go reads an empty text as an empty line.
  const text = bytes === '' ? ('\n' as Bytes) : bytes;
  const firstBad = findBad(text);
  const isCutOff = firstBad + announcedWidth(text.charCodeAt(firstBad)) > text.length;
  return { text, start: text.startsWith('\xef\xbb\xbf') ? 3 : 0, firstBad, isCutOff };
}

function announcedWidth(byte: number): number {
  if (byte < 0xc0 || byte >= 0xf8) return 1;
  return byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

function findBad(text: Bytes): number {
  let at = text.search(/[^\t\n\r\x20-\x7e]/);
  while (at >= 0 && at < text.length) {
    const { code, width } = decodeRune(text, at);
    if (!isAllowed(code, width)) return at;
    at += width;
  }
  return text.length;
}

function isAllowed(code: number, width: number): boolean {
  if (width === 1) return (code >= 0x20 && code <= 0x7e) || code === 0x09 || code === 0x0a || code === 0x0d;
  return code === 0x85 || (code >= 0xa0 && code !== 0xfffe && code !== 0xffff);
}

function fromUtf16(bytes: Bytes): Bytes {
  if (bytes.length % 2 === 1) throw new YamlSyntaxError('half a character at the end of UTF-16 text', bytes.length - 1);
  const buffer = Buffer.from(bytes.slice(2), 'latin1');
  const text = (bytes.startsWith('\xfe') ? buffer.swap16() : buffer).toString('utf16le');
  if (!text.isWellFormed()) throw new YamlSyntaxError('half a surrogate pair in UTF-16 text', 0);
  return Buffer.from(text, 'utf8').toString('latin1') as Bytes;
}
