import type { SecretDiff } from '../../pipeline/diff/secret-diff.ts';

/** How many were added, removed and changed, in words. */
export function countChanges(secrets: readonly SecretDiff[]): string {
  if (secrets.length === 0) return 'no difference';
  const counted = (['added', 'removed', 'changed'] as const).flatMap((change) => {
    const count = secrets.filter((secret) => secret.change === change).length;
    return count === 0 ? [] : [`${count} ${change}`];
  });
  return counted.join(', ');
}
