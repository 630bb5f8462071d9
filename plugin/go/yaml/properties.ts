// Anchors, tags and directives.

import type { Cursor } from './cursor.ts';
import type { Token } from './token.ts';

/** Reads `&name` or `*name`. */
export function scanAnchor(cursor: Cursor, kind: 'alias' | 'anchor'): Token {
  const start = cursor.offset;
  cursor.next();
  const name = scanWord(cursor);
  cursor.load(1);
  if (name === '' || !(cursor.isBlankOrEnd() || '?:,]}%@`'.includes(cursor.text.charAt(cursor.offset)))) {
    throw cursor.fail(`${kind} has a character that is no letter, digit, "-" or "_"`, start);
  }
  return { kind, name, start, end: cursor.offset };
}

/** Reads `!suffix`, `!handle!suffix`, `!<uri>` or `!`. */
export function scanTag(cursor: Cursor): Token {
  const start = cursor.offset;
  const { handle, suffix } = cursor.byte(1) === 0x3c ? scanVerbatim(cursor, start) : scanShorthand(cursor, start);
  cursor.load(1);
  if (!cursor.isBlankOrEnd()) throw cursor.fail('tag is not followed by a space', start);
  return { kind: 'tag', handle, suffix, start, end: cursor.offset };
}

function scanVerbatim(cursor: Cursor, start: number): { handle: string; suffix: string } {
  cursor.next();
  cursor.next();
  const suffix = scanUri(cursor, '', start);
  if (cursor.byte() !== 0x3e) throw cursor.fail('tag lacks its ">"', start);
  cursor.next();
  return { handle: '', suffix };
}

function scanShorthand(cursor: Cursor, start: number): { handle: string; suffix: string } {
  const handle = scanHandle(cursor, start);
  if (handle.length > 1 && handle.endsWith('!')) return { handle, suffix: scanUri(cursor, '', start) };
  const suffix = scanUri(cursor, handle, start);
  // `!` alone is a tag of its own.
  return suffix === '' ? { handle: '', suffix: '!' } : { handle: '!', suffix };
}

function scanHandle(cursor: Cursor, start: number): string {
  if (cursor.byte() !== 0x21) throw cursor.fail('tag handle lacks its "!"', start);
  cursor.next();
  const word = scanWord(cursor);
  if (cursor.byte() !== 0x21) return `!${word}`;
  cursor.next();
  return `!${word}!`;
}

const uriCharacter = /[-0-9A-Za-z_;/?:@&=+$,.!~*'()[\]%]/;

/** Reads the characters of a tag; `head` was read as a handle and turned out to be part of it. */
function scanUri(cursor: Cursor, head: string, start: number): string {
  let uri = head.slice(1);
  let found = head !== '';
  while (!cursor.isEnd() && uriCharacter.test(cursor.text.charAt(cursor.offset))) {
    found = true;
    if (cursor.byte() === 0x25) {
      uri += scanUriEscapes(cursor, start);
      continue;
    }
    uri += cursor.text.charAt(cursor.offset);
    cursor.next();
  }
  if (!found) throw cursor.fail('tag is empty', start);
  return uri;
}

/** Reads the `%XX` of one character. */
function scanUriEscapes(cursor: Cursor, start: number): string {
  let octets = '';
  let width = 1;
  while (octets.length < width) {
    const digits = /^%([0-9A-Fa-f]{2})/.exec(cursor.text.slice(cursor.offset, cursor.offset + 3))?.[1];
    if (digits === undefined) throw cursor.fail('tag has a "%" without two hexadecimal digits', start);
    const octet = Number.parseInt(digits, 16);
    if (octets === '') width = utf8Width(octet);
    if (octets === '' && width === 0) throw cursor.fail('tag has an escape that starts no character', start);
    if (octets !== '' && (octet & 0xc0) !== 0x80) throw cursor.fail('tag has an escape that ends no character', start);
    octets += String.fromCharCode(octet);
    for (let i = 0; i < 3; i++) cursor.next();
  }
  return octets;
}

function utf8Width(octet: number): number {
  if (octet < 0x80) return 1;
  if ((octet & 0xe0) === 0xc0) return 2;
  if ((octet & 0xf0) === 0xe0) return 3;
  return (octet & 0xf8) === 0xf0 ? 4 : 0;
}

/** Reads a `%YAML` or `%TAG` line; any other directive is refused, as Go does. */
export function scanDirective(cursor: Cursor): Token {
  const start = cursor.offset;
  cursor.next();
  const name = scanWord(cursor);
  if (name === '') throw cursor.fail('directive has no name', start);
  if (!cursor.isBlankOrEnd()) throw cursor.fail('directive has a character that is no letter', start);
  if (name !== 'YAML' && name !== 'TAG') throw cursor.fail('unknown directive', start);
  cursor.skipBlanks();
  const token = name === 'YAML' ? scanVersion(cursor, start) : scanTagDirective(cursor, start);
  cursor.skipBlanks();
  cursor.skipComment();
  cursor.load(1);
  if (!cursor.isBreakOrEnd()) throw cursor.fail('text after a directive', start);
  cursor.nextLine();
  return token;
}

function scanVersion(cursor: Cursor, start: number): Token {
  const major = scanVersionNumber(cursor, start);
  cursor.load(1);
  if (cursor.byte() !== 0x2e) throw cursor.fail('version lacks its dot', start);
  cursor.next();
  const minor = scanVersionNumber(cursor, start);
  return { kind: 'version-directive', major, minor, start, end: cursor.offset };
}

function scanVersionNumber(cursor: Cursor, start: number): number {
  const digits = /^[0-9]*/.exec(cursor.text.slice(cursor.offset, cursor.offset + 3))?.[0] ?? '';
  if (digits === '') throw cursor.fail('version is no number', start);
  if (digits.length > 2) throw cursor.fail('version has more than two digits', start);
  for (let i = 0; i < digits.length; i++) cursor.next();
  return Number(digits);
}

function scanTagDirective(cursor: Cursor, start: number): Token {
  const handle = scanHandle(cursor, start);
  if (handle !== '!' && !handle.endsWith('!')) throw cursor.fail('tag handle lacks its "!"', start);
  if (!cursor.isBlank()) throw cursor.fail('tag handle is not followed by a space', start);
  cursor.skipBlanks();
  const prefix = scanUri(cursor, '', start);
  if (!cursor.isBlankOrEnd()) throw cursor.fail('tag prefix is not followed by a space', start);
  return { kind: 'tag-directive', handle, prefix, start, end: cursor.offset };
}

function scanWord(cursor: Cursor): string {
  const from = cursor.offset;
  while (/[-0-9A-Za-z_]/.test(String.fromCharCode(cursor.byte()))) cursor.next();
  return cursor.text.slice(from, cursor.offset);
}
