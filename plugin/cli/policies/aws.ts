import type { Right } from '../../providers/access.ts';
import type { Policy } from './policy.ts';

/** An IAM policy document. */
export const aws: Policy = {
  providers: ['aws'],
  write(rights) {
    const document = { Version: '2012-10-17', Statement: statements(rights) };
    return `${JSON.stringify(document, null, 2)}\n`;
  },
};

/** Resources that the same actions are needed on share a statement. */
function statements(rights: readonly Right[]): readonly object[] {
  const actions = new Map<string, Set<string>>();
  for (const { action, resource } of rights) actions.set(resource, (actions.get(resource) ?? new Set()).add(action));
  const grouped = new Map<string, string[]>();
  for (const [resource, own] of actions) {
    const key = JSON.stringify([...own].sort());
    grouped.set(key, [...(grouped.get(key) ?? []), resource]);
  }
  return [...grouped]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, resources]) => ({
      Effect: 'Allow',
      Action: JSON.parse(key) as readonly string[],
      Resource: resources.sort(),
    }));
}
