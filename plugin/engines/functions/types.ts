// Sprig's reflection functions, as external-secrets vendors them: reflect.go.

import type { Bytes } from '../../go/byte-string.ts';
import { kindName } from '../../go/kind-name.ts';
import { typeName } from '../../go/type-name.ts';
import { deepEqual } from '../values/deep-equal.ts';
import { type Family, fn, impure } from './family.ts';

/** Functions that ask for the type of a value. */
export const types: Family = {
  typeOf: fn(['any'], 'string', (value) => typeName(value) as Bytes),
  typeIs: fn(['string', 'any'], 'bool', (name, value) => name === typeName(value)),
  // A pointer to the type will do.
  typeIsLike: fn(['string', 'any'], 'bool', (name, value) => [name, `*${name}`].includes(typeName(value))),
  kindOf: fn(['any'], 'string', (value) => kindName(value) as Bytes),
  kindIs: fn(['string', 'any'], 'bool', (name, value) => name === kindName(value)),
  deepEqual: impure(['any', 'any'], 'bool', (call, a, b) => deepEqual(a, b, call)),
};
