import type { Value } from '../value.ts';
import type { Program } from './nodes.ts';

/** What names stand for in a part of a template. */
export interface Scope {
  readonly dot: Value;
  readonly outer: Scope | undefined;
  /** `../` leaves it: it was entered with a value of its own. */
  readonly isContext: boolean;
  /** `@index` and the like; absent where a block has none. */
  readonly data?: ReadonlyMap<string, Value>;
  /** Names after `as |…|`. */
  readonly params?: ReadonlyMap<string, Value>;
  /** Templates that `{{#*inline}}` has named here. */
  readonly partials: Map<string, InlinePartial>;
}

/** A part of a template that was given a name. */
export interface InlinePartial {
  readonly program: Program;
  /** Where it was written: what else it names is known there. */
  readonly scope: Scope;
}

/** The scope of a whole template. */
export function rootScope(dot: Value): Scope {
  return { dot, outer: undefined, isContext: true, partials: new Map() };
}

/** A scope inside another one. */
export function innerScope(outer: Scope, own: Partial<Omit<Scope, 'outer' | 'partials'>>): Scope {
  return { dot: outer.dot, isContext: false, ...own, outer, partials: new Map() };
}

/** The value of the whole template. */
export function rootOf(scope: Scope): Value {
  let root = scope;
  while (root.outer !== undefined) root = root.outer;
  return root.dot;
}

/** The scope that so many `../` lead to; `undefined` beyond the outermost. */
export function climb(scope: Scope, depth: number): Scope | undefined {
  let at: Scope | undefined = scope;
  for (let left = depth; left > 0 && at !== undefined; left -= 1) {
    while (at !== undefined && !at.isContext) at = at.outer;
    at = at?.outer;
  }
  return at;
}

/** Finds what the nearest scope says, `skip` of them left out. */
export function nearestWith<T>(scope: Scope, get: (scope: Scope) => T | undefined, skip = 0): T | undefined {
  let left = skip;
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    const found = get(at);
    if (found === undefined) continue;
    if (left === 0) return found;
    left -= 1;
  }
  return undefined;
}
