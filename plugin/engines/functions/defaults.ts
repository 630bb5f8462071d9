// Sprig's functions for what may be unset, as external-secrets vendors them: defaults.go.

import { isEmpty } from '../values/is-empty.ts';
import { type Family, fn, variadic } from './family.ts';

/** Functions that choose by whether a value is empty. */
export const defaults: Family = {
  // The default comes first, so that a pipeline can supply the value.
  default: variadic(['any', 'any'], 'any', (fallback, ...given) => (isEmpty(given[0]) ? fallback : given[0])),
  empty: fn(['any'], 'bool', isEmpty),
  coalesce: variadic(['any'], 'any', (...values) => values.find((value) => !isEmpty(value)) ?? null),
  all: variadic(['any'], 'bool', (...values) => !values.some(isEmpty)),
  any: variadic(['any'], 'bool', (...values) => !values.every(isEmpty)),
  ternary: fn(['any', 'any', 'bool'], 'any', (ifTrue, ifFalse, condition) => (condition ? ifTrue : ifFalse)),
};
