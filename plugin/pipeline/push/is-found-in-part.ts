import type { PlannedPush } from '../../model/push.ts';
import type { SourceSigns } from './is-source-gone.ts';

/**
 * Whether labels chose Secrets of the cluster earlier, which is not asked now: what is found is not all there is, so that
 * nothing counts as removed.
 */
export function isFoundInPart(
  { pushSecret, namespace }: PlannedPush<unknown>,
  { book, asksCluster }: Pick<SourceSigns, 'book' | 'asksCluster'>,
): boolean {
  const { secret } = pushSecret.spec.selector;
  const isByLabels = secret?.selector !== undefined && !secret.name;
  return isByLabels && !asksCluster && book.get({ namespace, name: pushSecret.metadata.name })?.fromCluster === true;
}
