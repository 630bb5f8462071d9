// Sprig's regular expressions, as external-secrets vendors them: regex.go. The syntax is RE2's, the replacement rules are Go's.

import type { Bytes } from '../../go/byte-string.ts';
import { compileBytes, type GoRegexp, quoteMeta } from '../../go/regexp.ts';
import { type CallContext, FunctionError, GoList } from '../value.ts';
import { spendBytes } from '../values/spend-bytes.ts';
import { spendMatching } from '../values/spend-matching.ts';
import { type Family, fn, impure } from './family.ts';

// Patterns mostly stand in the template, so each is used again and again.
const cache = new Map<Bytes, GoRegexp | undefined>();
const maxCached = 500;

function compile(pattern: Bytes): GoRegexp | undefined {
  if (cache.has(pattern)) return cache.get(pattern);
  if (cache.size >= maxCached) cache.clear();
  const regexp = compileBytes(pattern);
  cache.set(pattern, regexp);
  return regexp;
}

/** Compiles a pattern for one text, within the budget. What is wrong with a pattern is not said: it may come from data. */
function prepare(call: CallContext, pattern: Bytes, s: Bytes): GoRegexp {
  const regexp = compile(pattern);
  if (regexp === undefined) throw new FunctionError('error parsing regexp');
  spendMatching(call, pattern, s);
  return regexp;
}

const mustRegexMatch = impure(['string', 'string'], 'bool', (call, pattern, s) => {
  return prepare(call, pattern, s).test(s);
});

const regexMatch = impure(['string', 'string'], 'bool', (call, pattern, s) => {
  return compile(pattern) !== undefined && prepare(call, pattern, s).test(s);
});

const regexFind = impure(['string', 'string'], 'string', (call, pattern, s) => {
  const [start = 0, end = 0] = prepare(call, pattern, s).find(s) ?? [];
  return s.slice(start, end) as Bytes;
});

const roomForMatches = 10;

// Nothing found is a nil list.
const regexFindAll = impure(['string', 'string', 'int'], '[]string', (call, pattern, s, limit) => {
  const regexp = prepare(call, pattern, s);
  spendParts(call, s, limit);
  const found = regexp.findAllText(s, Number(limit));
  return found.length === 0 ? new GoList([], '[]string', true) : GoList.appended(found, '[]string', roomForMatches);
});

const regexReplaceAll = impure(['string', 'string', 'string'], 'string', (call, pattern, s, replacement) => {
  const regexp = prepare(call, pattern, s);
  // Each match may put in the template, and each of its dollars the match.
  const dollars = replacement.split('$').length - 1;
  spendReplacing(call, regexp, s, replacement.length, dollars * s.length);
  return regexp.replaceAll(s, replacement);
});

const regexReplaceAllLiteral = impure(['string', 'string', 'string'], 'string', (call, pattern, s, replacement) => {
  const regexp = prepare(call, pattern, s);
  spendReplacing(call, regexp, s, replacement.length, 0);
  return regexp.replaceAllLiteral(s, replacement);
});

/** Counts the result's size; the matches only where that could be large. */
function spendReplacing(call: CallContext, regexp: GoRegexp, s: Bytes, each: number, more: number): void {
  const atMost = (s.length + 1) * each + more;
  spendBytes(call, atMost < 2 ** 20 ? atMost : regexp.findAll(s).length * each + more);
}

/** Counts the parts that there can be: one for each byte, and at the end. */
function spendParts(call: CallContext, s: Bytes, limit: bigint): void {
  call.spend(limit < 0n ? s.length + 1 : Math.min(s.length + 1, Number(limit)));
}

// A limit of zero gives a nil list.
const regexSplit = impure(['string', 'string', 'int'], '[]string', (call, pattern, s, limit) => {
  const regexp = prepare(call, pattern, s);
  spendParts(call, s, limit);
  const parts = regexp.split(s, Number(limit));
  if (limit === 0n) return new GoList([], '[]string', true);
  // Room is made for as many parts as matches are looked for.
  const isCut = parts.length === Number(limit);
  return GoList.appended(parts, '[]string', isCut ? regexp.findAll(s, Number(limit)).length : parts.length - 1);
});

/** Functions on regular expressions. A pattern that is none fails, but for `regexMatch`. */
export const regex: Family = {
  regexMatch,
  mustRegexMatch,
  regexFind,
  mustRegexFind: regexFind,
  regexFindAll,
  mustRegexFindAll: regexFindAll,
  regexReplaceAll,
  mustRegexReplaceAll: regexReplaceAll,
  regexReplaceAllLiteral,
  mustRegexReplaceAllLiteral: regexReplaceAllLiteral,
  regexSplit,
  mustRegexSplit: regexSplit,
  regexQuoteMeta: fn(['string'], 'string', quoteMeta),
};
