/**
 * The name that a literal of `templateFrom` runs under, which its errors show.
 *
 * @remarks The operator takes the whole text, so that no `define` inside it can take its place; a text may hold a value, and
 * is not shown here. No `define` has this name either. Core.md 4.2.
 */
export function literalName(index: number): string {
  return `templateFrom[${index}].literal`;
}
