import type { FieldRule } from './field.ts';

/** The rule that one of some fields is set, and no more. */
export function exactlyOne(...names: readonly string[]): FieldRule {
  return {
    says: `exactly one of ${names.join(', ')} must be set`,
    holds: (self) => names.filter((name) => Object.hasOwn(self, name)).length === 1,
  };
}
