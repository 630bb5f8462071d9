import { type DescribedKind, describeKind } from '../resources/describe-kind.ts';
import { kinds } from '../resources/kinds.ts';

const groups = new Set(['external-secrets.io', 'generators.external-secrets.io']);

/** The names of the kinds that can be explained, those that people write first. */
export function explainedKinds(): readonly string[] {
  return [...kinds.values()]
    .filter(({ group, versions }) => groups.has(group) && [...versions.values()][0] !== undefined)
    .map(({ kind }) => kind);
}

/** Describes a kind by its name, however its letters are written. */
export function explainedKind(name: string): DescribedKind | undefined {
  const found = [...kinds.values()].find(
    ({ group, kind }) => groups.has(group) && kind.toLowerCase() === name.toLowerCase(),
  );
  return found === undefined ? undefined : describeKind(found);
}
