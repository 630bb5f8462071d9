import type { ExternalSecret } from '../../model/external-secret.ts';
import { templateKeys } from './template-keys.ts';

/**
 * The keys of the Secret that an ExternalSecret makes, where the manifests tell them.
 *
 * @param fetched - The keys that are fetched; absent where only the store knows them.
 */
export function madeKeys(
  { spec }: Pick<ExternalSecret, 'spec'>,
  fetched: ReadonlySet<string> | undefined,
): ReadonlySet<string> | undefined {
  const { template } = spec.target;
  const made = templateKeys(template);
  if (made === undefined) return undefined;
  const hasTemplates = made.size > 0 || (template?.templateFrom ?? []).length > 0;
  if (hasTemplates && template?.mergePolicy !== 'Merge') return made.size > 0 ? made : undefined;
  // What registry generators give is put together.
  const mayBeJoined = template?.type === 'kubernetes.io/dockerconfigjson' && (spec.dataFrom ?? []).length > 0;
  return fetched === undefined || mayBeJoined ? undefined : new Set([...made, ...fetched]);
}
