import type { ExternalSecret } from '../model/external-secret.ts';

/** Whether what an ExternalSecret makes may be a part of an object that others make too. */
export function mergesInto({ spec }: Pick<ExternalSecret, 'spec'>): boolean {
  const { creationPolicy } = spec.target;
  return creationPolicy === 'Merge' || creationPolicy === 'CreateOrMerge';
}
