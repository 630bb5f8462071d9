import type { Bytes } from '../byte-string.ts';
import type { JsonValue } from '../json.ts';
import { JsonPathError } from '../json-path-error.ts';
import { printJsonValue } from '../print-json-value.ts';
import { toFlag, toNumber } from './convert.ts';
import type { Evaluable, Scope } from './evaluable.ts';

// jsonpath: selector.go.

/** Chooses one value. @throws JsonPathError when there is none. */
export type PlainSelector = (scope: Scope, value: JsonValue) => JsonValue;

/** Chooses any number of values. */
export type ManySelector = (scope: Scope, value: JsonValue) => readonly JsonValue[];

/** `.x`, `[x]`: a member, or an item by its index; negative ones do not exist. */
export function direct(key: Evaluable): PlainSelector {
  return (scope, value) => select(key, scope, value);
}

/** `*`, `[*]` */
export const star: ManySelector = (_scope, value) => childrenOf(value);

/** `[x, y]`: those of them that exist; none at all is `*`. */
export function several(keys: readonly Evaluable[]): ManySelector {
  if (keys.length === 0) return star;
  return (scope, value) => keys.flatMap((key) => attempt(() => select(key, scope, value)));
}

/** `..`: the value itself and all that is below it, a parent before its children. */
export const descend: ManySelector = (_scope, value) => {
  const found: JsonValue[] = [];
  const waiting: JsonValue[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    found.push(next);
    waiting.push(...[...childrenOf(next)].reverse());
  }
  return found;
};

/** `[?(…)]` */
export function filter(condition: Evaluable): ManySelector {
  return ({ root }, value) =>
    childrenOf(value).filter(
      (child) => attempt(() => toFlag(condition({ root, current: child })) ?? false)[0] === true,
    );
}

/** `[from:to:step]` of a list; with a negative step from the end. */
export function range(bounds: readonly [from: Evaluable, to: Evaluable, step: Evaluable]): ManySelector {
  return ({ root }, value) => {
    if (!Array.isArray(value)) return [];
    const [from, to, step] = bounds.flatMap((bound) => attempt(() => toInteger(bound({ root, current: value }))));
    if (from === undefined || to === undefined || step === undefined || from > to) return [];
    const [first, end] = [within(from, value.length), within(to, value.length)];
    const stride = step === 0 ? 1 : step;
    const items: JsonValue[] = [];
    if (stride > 0) for (let at = first; at < end; at += stride) items.push(value[at] as JsonValue);
    else for (let at = end - 1; at >= first; at += stride) items.push(value[at] as JsonValue);
    return items;
  };
}

/** `(…)`: what the expression gives with the value as `@`. */
export function script(expression: Evaluable): PlainSelector {
  return ({ root }, value) => expression({ root, current: value });
}

/** What work gives, as a list; none where it finds nothing. */
export function attempt<T>(work: () => T): readonly T[] {
  try {
    return [work()];
  } catch (thrown) {
    if (thrown instanceof JsonPathError) return [];
    throw thrown;
  }
}

function select(key: Evaluable, { root }: Scope, value: JsonValue): JsonValue {
  const scope = { root, current: value };
  if (Array.isArray(value)) {
    const item = value[toInteger(key(scope))] as JsonValue | undefined;
    if (item === undefined) throw new JsonPathError('missing', 'a list has no such index');
    return item;
  }
  if (!(value instanceof Map)) throw new JsonPathError('missing', 'a value is neither object nor list');
  const member = (value as ReadonlyMap<Bytes, JsonValue>).get(printJsonValue(key(scope)));
  if (member === undefined) throw new JsonPathError('missing', 'an object has no such member');
  return member;
}

function childrenOf(value: JsonValue): readonly JsonValue[] {
  if (Array.isArray(value)) return value as readonly JsonValue[];
  if (!(value instanceof Map)) return [];
  const members = [...(value as ReadonlyMap<Bytes, JsonValue>)];
  return members.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, member]) => member);
}

/** As Go converts a float to an integer; what is none at all becomes the smallest. */
function toInteger(value: JsonValue): number {
  const number = toNumber(value);
  if (number === undefined) throw new JsonPathError('missing', 'an index is no number');
  return Number.isFinite(number) ? Math.trunc(number) : -(2 ** 63);
}

function within(at: number, length: number): number {
  return at < 0 ? Math.max(length + at, 0) : Math.min(at, length);
}
