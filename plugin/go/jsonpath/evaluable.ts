import type { JsonValue } from '../json.ts';

/** What a part of a path is evaluated against. */
export interface Scope {
  /** `$` */
  readonly root: JsonValue;
  /** `@`; null outside of brackets. */
  readonly current: JsonValue;
}

/** A part of a path that gives one value. @throws JsonPathError when there is none. */
export type Evaluable = (scope: Scope) => JsonValue;
