import type { EsrError } from '../../errors/esr-error.ts';
import { manifestError } from '../../errors/manifest.ts';
import type { ExternalSecret } from '../../model/external-secret.ts';
import { showObject } from '../../model/place.ts';
import { objectName } from '../../model/resource.ts';

/**
 * Finds ExternalSecrets that write the same Secret.
 *
 * @remarks An owner shares its Secret with nobody; `Merge` and `CreateOrMerge` may share one that has no owner
 * (decisions.md). Found here so that nothing is read for them, and `validate` sees it too.
 */
export function sharedTargets(externalSecrets: readonly ExternalSecret[]): readonly EsrError[] {
  const writers = new Map<string, ExternalSecret[]>();
  // One that is there twice is told as such.
  const names = new Map(externalSecrets.map((each) => [showObject(objectName(each)), each]));
  for (const externalSecret of names.values()) {
    const { metadata, spec } = externalSecret;
    if (spec.target.creationPolicy === 'None') continue;
    const { apiVersion, kind } = spec.target.manifest ?? { apiVersion: 'v1', kind: 'Secret' };
    const target = JSON.stringify([apiVersion, kind, metadata.namespace, spec.target.name ?? metadata.name]);
    writers.set(target, [...(writers.get(target) ?? []), externalSecret]);
  }
  return [...writers.values()].flatMap((group) => conflictIn(group));
}

function conflictIn(group: readonly ExternalSecret[]): readonly EsrError[] {
  const [, second] = group;
  if (second === undefined) return [];
  const policies = group.map(({ spec }) => spec.target.creationPolicy);
  const makers = policies.filter((policy) => policy === 'Owner' || policy === 'Orphan').length;
  if (makers < 2 && !policies.includes('Owner')) return [];
  const { namespace } = second.metadata;
  const name = second.spec.target.name ?? second.metadata.name;
  const secret = namespace === undefined ? name : `${namespace}/${name}`;
  const owners = group.map((each) => showObject(objectName(each)));
  return [manifestError('TARGET_TWICE', { secret, owners }, second.place('spec.target'))];
}
