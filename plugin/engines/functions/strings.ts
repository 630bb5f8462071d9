// Sprig's string functions, as external-secrets vendors them: strings.go. They count bytes; only those that change letters decode.

import { abbreviate } from '../../go/abbreviate.ts';
import type { Bytes } from '../../go/byte-string.ts';
import { deleteSpaces } from '../../go/delete-spaces.ts';
import { delimitWords } from '../../go/delimit-words.ts';
import { initialsOf } from '../../go/initials-of.ts';
import { isSpace } from '../../go/is-space.ts';
import { lowerCase } from '../../go/lower-case.ts';
import { mapRunes } from '../../go/map-runes.ts';
import { pascalCase } from '../../go/pascal-case.ts';
import { quote as quoteText } from '../../go/quote.ts';
import { runesOf } from '../../go/runes-of.ts';
import { splitText } from '../../go/split-text.ts';
import { swapCase } from '../../go/swap-case.ts';
import { titleWords } from '../../go/title-words.ts';
import { trimRunes } from '../../go/trim-runes.ts';
import { untitleWords } from '../../go/untitle-words.ts';
import { upperCase } from '../../go/upper-case.ts';
import { wrapWords } from '../../go/wrap-words.ts';
import { FunctionError, GoList, GoMap, type Value } from '../value.ts';
import { printValue } from '../values/print-value.ts';
import { spendBytes } from '../values/spend-bytes.ts';
import { stringsOf } from '../values/strings-of.ts';
import { type Family, fn, impure, variadic } from './family.ts';

const trimAll = fn(['string', 'string'], 'string', (cutset, s) => {
  const dropped = new Set(runesOf(cutset));
  return trimRunes(s, (code) => dropped.has(code));
});

const trimSuffix = fn(['string', 'string'], 'string', (suffix, s) => {
  return s.endsWith(suffix) ? (s.slice(0, s.length - suffix.length) as Bytes) : s;
});

const trimPrefix = fn(['string', 'string'], 'string', (prefix, s) => {
  return s.startsWith(prefix) ? (s.slice(prefix.length) as Bytes) : s;
});

// ASCII is nearly every text, and there both languages agree.
const upper = fn(['string'], 'string', (s) => (isAscii(s) ? (s.toUpperCase() as Bytes) : mapRunes(s, upperCase)));
const lower = fn(['string'], 'string', (s) => (isAscii(s) ? (s.toLowerCase() as Bytes) : mapRunes(s, lowerCase)));

function isAscii(s: Bytes): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII is meant
  return /^[\x00-\x7f]*$/.test(s);
}

const repeat = impure(['int', 'string'], 'string', (call, count, s) => {
  if (count < 0n) throw new FunctionError('strings: negative Repeat count');
  spendBytes(call, Number(count) * s.length);
  return (s === '' ? s : s.repeat(Number(count))) as Bytes;
});

const substr = fn(['int', 'int', 'string'], 'string', (from, to, s) => {
  const start = from < 0n ? 0n : from;
  const end = from >= 0n && (to < 0n || to > s.length) ? BigInt(s.length) : to;
  if (end < start || end > s.length) throw new FunctionError('runtime error: slice bounds out of range');
  return s.slice(Number(start), Number(end)) as Bytes;
});

// A negative count keeps the tail; one beyond the other end keeps everything.
const trunc = fn(['int', 'string'], 'string', (count, s) => {
  const n = Number(count);
  if (n >= 0) return s.slice(0, n) as Bytes;
  return s.length + n > 0 ? (s.slice(n) as Bytes) : s;
});

const abbrev = fn(['int', 'string'], 'string', (width, s) => (width < 4n ? s : abbreviate(s, 0, Number(width))));

const abbrevboth = fn(['int', 'int', 'string'], 'string', (left, right, s) => {
  return right < 4n || (left > 0n && right < 7n) ? s : abbreviate(s, Number(left), Number(right));
});

const wrap = fn(['int', 'string'], 'string', (width, s) => {
  return wrapWords(s, { width: Number(width), separator: '\n' as Bytes, cutsWords: false });
});

const wrapWith = impure(['int', 'string', 'string'], 'string', (call, width, separator, s) => {
  const lines = s.length / Math.max(1, Number(width));
  spendBytes(call, lines * separator.length);
  return wrapWords(s, { width: Number(width), separator, cutsWords: true });
});

const indent = impure(['int', 'string'], 'string', (call, spaces, s) => {
  if (spaces < 0n) throw new FunctionError('strings: negative Repeat count');
  const lines = s.split('\n');
  spendBytes(call, lines.length * Number(spaces));
  const pad = ' '.repeat(Number(spaces));
  return lines.map((line) => pad + line).join('\n') as Bytes;
});

const nindent: typeof indent = { ...indent, body: (call, args) => `\n${indent.body(call, args)}` as Bytes };

const replace = impure(['string', 'string', 'string'], 'string', (call, from, to, s) => {
  // An empty text is found before each character and at the end.
  const pieces = from === '' ? ['', ...splitText(s, from), ''] : s.split(from);
  spendBytes(call, (pieces.length - 1) * to.length);
  return pieces.join(to) as Bytes;
});

// The keys are made of numbers, so they never meet: _0, _1 …
const toMap = (pieces: readonly Bytes[]) => {
  return new GoMap(new Map(pieces.map((piece, i) => [`_${i}` as Bytes, piece])), 'map[string]string');
};

const split = fn(['string', 'string'], 'map[string]string', (separator, s) => toMap(splitText(s, separator)));

const splitn = fn(['string', 'int', 'string'], 'map[string]string', (separator, limit, s) => {
  return toMap(splitText(s, separator, Number(limit)));
});

const splitList = fn(['string', 'string'], '[]string', (separator, s) => {
  return new GoList(splitText(s, separator), '[]string');
});

const join = impure(['string', 'any'], 'string', (call, separator, parts) => {
  const { items } = stringsOf(parts);
  spendBytes(call, items.length * separator.length);
  return items.join(separator) as Bytes;
});

const present = (value: Value) => value !== null && value !== undefined;

const quote = variadic(['any'], 'string', (...values) => {
  return values
    .filter(present)
    .map((value) => quoteText(printValue(value)))
    .join(' ') as Bytes;
});

// Without any escape: a quote inside stays as it is.
const squote = variadic(['any'], 'string', (...values) => {
  return values
    .filter(present)
    .map((value) => `'${printValue(value)}'`)
    .join(' ') as Bytes;
});

const cat = variadic(['any'], 'string', (...values) => values.filter(present).map(printValue).join(' ') as Bytes);

/** Functions from and to strings. */
export const strings: Family = {
  trim: fn(['string'], 'string', (s) => trimRunes(s, isSpace)),
  trimAll,
  trimall: trimAll,
  trimSuffix,
  trimPrefix,
  upper,
  lower,
  title: fn(['string'], 'string', titleWords),
  untitle: fn(['string'], 'string', untitleWords),
  swapcase: fn(['string'], 'string', swapCase),
  snakecase: fn(['string'], 'string', (s) => delimitWords(s, '_')),
  kebabcase: fn(['string'], 'string', (s) => delimitWords(s, '-')),
  camelcase: fn(['string'], 'string', pascalCase),
  nospace: fn(['string'], 'string', deleteSpaces),
  initials: fn(['string'], 'string', initialsOf),
  repeat,
  substr,
  trunc,
  abbrev,
  abbrevboth,
  wrap,
  wrapWith,
  indent,
  nindent,
  replace,
  // The needle comes first, so that a pipeline can supply the haystack.
  contains: fn(['string', 'string'], 'bool', (needle, s) => s.includes(needle)),
  hasPrefix: fn(['string', 'string'], 'bool', (prefix, s) => s.startsWith(prefix)),
  hasSuffix: fn(['string', 'string'], 'bool', (suffix, s) => s.endsWith(suffix)),
  plural: fn(['string', 'string', 'int'], 'string', (one, many, count) => (count === 1n ? one : many)),
  split,
  splitn,
  splitList,
  join,
  toString: fn(['any'], 'string', printValue),
  toStrings: fn(['any'], '[]string', stringsOf),
  quote,
  squote,
  cat,
  hello: fn([], 'string', () => 'Hello!' as Bytes),
};
