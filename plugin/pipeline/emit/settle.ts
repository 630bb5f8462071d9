import { type ManifestError, manifestError } from '../../errors/manifest.ts';
import { throwAll } from '../../errors/map-all.ts';
import type { Inventory } from '../../model/inventory.ts';
import { showObject } from '../../model/place.ts';
import { objectName, type Resource } from '../../model/resource.ts';
import type { Run } from '../../model/run.ts';
import type { Rendered, RenderedSecret } from '../../model/secret.ts';
import { mergesInto } from '../merges-into.ts';
import { freeze } from './freeze.ts';
import { mergeFaults } from './merge-faults.ts';
import { secretName } from './secret-name.ts';
import type { Settled } from './settled.ts';
import { standsAt } from './stands-at.ts';

/**
 * Finds out who writes which Secret, and refuses two sources for one object.
 *
 * @remarks
 * An owner shares its Secret with nobody (ESO: "target is owned by another ExternalSecret"). `Merge` and
 * `CreateOrMerge` add to a Secret of that name in the stream: a plain one, or one that an ExternalSecret leaves without
 * an owner. Decisions.md, "Where a renderer must decide".
 *
 * @throws EsrErrors `TARGET_TWICE`, `TARGET_TAKEN`, `MERGE_TARGET_MISSING`, `MERGE_TARGET_IMMUTABLE`, and `mergeFaults`
 */
export function settle(inventory: Inventory, rendered: readonly Rendered[], run: Run): readonly Settled[] {
  const groups = new Map<string, RenderedSecret[]>();
  for (const secret of rendered) {
    if (secret.form !== 'secret') continue;
    const target = targetOf(secret);
    groups.set(target, [...(groups.get(target) ?? []), secret]);
  }
  const plain = plainSecrets(inventory);
  const faults: ManifestError[] = [];
  const settled = [...groups].flatMap(([target, group]) => {
    const found = settleOne(group, plain.get(target), run);
    const result = 'base' in found ? freeze(found, run) : found;
    if ('base' in result) {
      if (result.mergers.length > 0 || mergesInto(result.base.from)) faults.push(...mergeFaults(result));
      return result;
    }
    faults.push(result);
    return [];
  });
  throwAll(faults);
  return settled;
}

function settleOne(group: readonly RenderedSecret[], plain: Resource | undefined, run: Run): Settled | ManifestError {
  const makers = group.filter(({ from }) => !mergesInto(from));
  const [first, second = first] = group;
  if (first === undefined || second === undefined) throw new Error('a group has a member');
  const hasOwner = makers.some(({ from }) => from.spec.target.creationPolicy === 'Owner');
  if (makers.length > 1 || (hasOwner && group.length > 1)) {
    const owners = group.map(({ from }) => showObject(objectName(from)));
    return manifestError('TARGET_TWICE', { secret: secretName(first), owners }, second.from.place('spec.target'));
  }
  const [maker] = makers;
  if (maker !== undefined && plain !== undefined) return taken(maker, plain);
  if (maker !== undefined) return { base: maker, mergers: group.filter((secret) => secret !== maker), isPatch: false };
  if (plain !== undefined) return { base: first, mergers: group.slice(1), plain, isPatch: false };
  const creator = group.find(({ from }) => from.spec.target.creationPolicy === 'CreateOrMerge');
  if (creator === undefined && run.config.merge === 'error') {
    return manifestError(
      'MERGE_TARGET_MISSING',
      { kind: 'Secret', name: secretName(first) },
      first.from.place('spec.target'),
    );
  }
  const base = creator ?? first;
  return { base, mergers: group.filter((secret) => secret !== base), isPatch: creator === undefined };
}

function taken(maker: RenderedSecret, plain: Resource): ManifestError {
  const facts = { kind: 'Secret', name: secretName(maker), where: standsAt(plain) };
  return manifestError('TARGET_TAKEN', facts, maker.from.place('spec.target'));
}

function targetOf({ from, name }: RenderedSecret): string {
  return JSON.stringify([from.metadata.namespace, name]);
}

/** The Secrets of the stream that no ExternalSecret makes, by what they are as a target; of two of one name the first. */
function plainSecrets({ supporting }: Inventory): ReadonlyMap<string, Resource> {
  const plain = new Map<string, Resource>();
  for (const resource of supporting) {
    const { kind, metadata, origin, document } = resource;
    if (kind !== 'Secret' || origin !== 'input' || document === undefined) continue;
    const target = JSON.stringify([metadata.namespace, metadata.name]);
    if (!plain.has(target)) plain.set(target, resource);
  }
  return plain;
}
