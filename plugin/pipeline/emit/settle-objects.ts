import { type ManifestError, manifestError } from '../../errors/manifest.ts';
import { throwAll } from '../../errors/map-all.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { Resource } from '../../model/resource.ts';
import type { Run } from '../../model/run.ts';
import type { Rendered, RenderedObject } from '../../model/secret.ts';
import { standsAt } from './stands-at.ts';

/** One object of a generic target, and where it goes. */
export interface SettledObject {
  /** The object of the input that it is merged into. */
  readonly plain?: Resource;
  /** Only our part: the API server merges it into an object that we do not see. */
  readonly isPatch: boolean;
}

/**
 * Finds out where the objects of generic targets go, by the rules of `settle`.
 *
 * @throws EsrErrors `TARGET_TAKEN`, `MERGE_TARGET_MISSING`, `MERGE_TARGET_IMMUTABLE`
 */
export function settleObjects(
  inventory: Inventory,
  rendered: readonly Rendered[],
  run: Run,
): ReadonlyMap<RenderedObject, SettledObject> {
  const settled = new Map<RenderedObject, SettledObject>();
  const faults: ManifestError[] = [];
  for (const result of rendered) {
    if (result.form !== 'object') continue;
    const { creationPolicy, name = result.from.metadata.name, manifest } = result.from.spec.target;
    const kind = manifest?.kind ?? '';
    const at = result.from.place('spec.target');
    const plain = inventory.supporting.find(
      (resource) =>
        resource.kind === kind &&
        resource.apiVersion === manifest?.apiVersion &&
        resource.origin === 'input' &&
        resource.metadata.name === name &&
        resource.metadata.namespace === result.from.metadata.namespace,
    );
    const mayMerge = creationPolicy === 'Merge' || creationPolicy === 'CreateOrMerge';
    const isMissing = plain === undefined && creationPolicy === 'Merge';
    if (plain !== undefined && !mayMerge) {
      faults.push(manifestError('TARGET_TAKEN', { kind, name, where: standsAt(plain) }, at));
    } else if (plain?.raw['immutable'] === true) {
      faults.push(manifestError('MERGE_TARGET_IMMUTABLE', { kind, secret: name }, at));
    } else if (isMissing && run.config.merge === 'error') {
      faults.push(manifestError('MERGE_TARGET_MISSING', { kind, name }, at));
    }
    settled.set(result, { ...(plain === undefined ? {} : { plain }), isPatch: isMissing });
  }
  throwAll(faults);
  return settled;
}
