import type { JsonValue } from '../json.ts';
import { JsonPathError } from '../json-path-error.ts';
import type { Evaluable, Scope } from './evaluable.ts';
import { attempt, type ManySelector, type PlainSelector } from './selectors.ts';

/** One step of a path. */
export type Step = { readonly one: PlainSelector } | { readonly many: ManySelector };

/** More values than any secret has; a path of several `..` could find more than fits in memory. */
const mostMatches = 1_000_000;

/**
 * Makes a path of its steps.
 *
 * @remarks
 * With a step to many values it gives the list of what its ends find, and what is missing on the way is only not found.
 * jsonpath: path.go.
 */
export function pathOf(steps: readonly Step[]): Evaluable {
  if (!steps.some((step) => 'many' in step)) {
    return (scope) => steps.reduce((value, step) => ('one' in step ? step.one(scope, value) : value), scope.root);
  }
  return (scope) => {
    let found: readonly JsonValue[] = [scope.root];
    for (const step of steps) found = follow(step, found, scope);
    return found;
  };
}

function follow(step: Step, values: readonly JsonValue[], scope: Scope): readonly JsonValue[] {
  const found: JsonValue[] = [];
  for (const value of values) {
    for (const next of 'many' in step ? step.many(scope, value) : attempt(() => step.one(scope, value))) {
      if (found.push(next) > mostMatches) throw new JsonPathError('missing', 'it finds too many values');
    }
  }
  return found;
}
