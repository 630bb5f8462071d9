// The functions of text/template itself: src/text/template/funcs.go, Go 1.26. `slice` is sprig's.

import type { Bytes } from '../../go/byte-string.ts';
import { sprint, sprintf, sprintln } from '../../go/fmt.ts';
import { isEqual, isLess } from '../gotemplate/compare.ts';
import { escapeHtml } from '../gotemplate/escape-html.ts';
import { escapeJs } from '../gotemplate/escape-js.ts';
import { formatCost } from '../gotemplate/format-cost.ts';
import { indexValue } from '../gotemplate/index-value.ts';
import { lengthOf } from '../gotemplate/length-of.ts';
import { queryEscape } from '../gotemplate/query-escape.ts';
import { truth } from '../gotemplate/truth.ts';
import { FunctionError, type Value } from '../value.ts';
import { type Family, fn, impureVariadic, variadic } from './family.ts';

/** Functions of Go's template language itself. */
export const builtins: Family = {
  // `and`, `or` and `call` are compiled on their own (short-circuit.ts, call.ts); these are their signatures.
  and: variadic(['reflect.Value', 'reflect.Value'], 'reflect.Value', (first) => first),
  or: variadic(['reflect.Value', 'reflect.Value'], 'reflect.Value', (first) => first),
  call: variadic(['reflect.Value', 'reflect.Value'], 'reflect.Value', () => {
    throw new FunctionError('call of nil');
  }),

  not: fn(['reflect.Value'], 'bool', (value) => !truth(value)),
  len: fn(['reflect.Value'], 'int', (value) => BigInt(lengthOf(value))),
  index: variadic(['reflect.Value', 'reflect.Value'], 'reflect.Value', (item, ...indexes) => indexValue(item, indexes)),

  print: variadic(['any'], 'string', (...values) => sprint(...values)),
  println: variadic(['any'], 'string', (...values) => sprintln(...values)),
  printf: impureVariadic(['string', 'any'], 'string', (call, format, ...values) => {
    call.spend(formatCost(format, values));
    return sprintf(format, ...values);
  }),

  html: variadic(['any'], 'string', (...values) => escapeHtml(textOfAll(values))),
  js: variadic(['any'], 'string', (...values) => escapeJs(textOfAll(values))),
  urlquery: variadic(['any'], 'string', (...values) => queryEscape(textOfAll(values))),

  eq: variadic(['reflect.Value', 'reflect.Value'], 'bool', (first, ...others) => {
    if (others.length === 0) throw new FunctionError('missing argument for comparison');
    return others.some((other) => isEqual(first, other));
  }),
  ne: fn(['reflect.Value', 'reflect.Value'], 'bool', (left, right) => !isEqual(left, right)),
  lt: fn(['reflect.Value', 'reflect.Value'], 'bool', isLess),
  le: fn(['reflect.Value', 'reflect.Value'], 'bool', isAtMost),
  gt: fn(['reflect.Value', 'reflect.Value'], 'bool', (left, right) => !isAtMost(left, right)),
  ge: fn(['reflect.Value', 'reflect.Value'], 'bool', (left, right) => !isLess(left, right)),
};

// Not "not greater": a NaN is neither less nor equal.
function isAtMost(left: Value, right: Value): boolean {
  return isLess(left, right) || isEqual(left, right);
}

// A nil that was given is `<no value>`, as when it is printed by an action.
function textOfAll(values: readonly Value[]): Bytes {
  return sprint(...values.map((value) => value ?? ('<no value>' as Bytes)));
}
