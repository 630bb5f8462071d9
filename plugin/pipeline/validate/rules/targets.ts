import { caughtFaults } from '../../../errors/caught-faults.ts';
import type { ExternalSecret } from '../../../model/external-secret.ts';
import type { Rendered } from '../../../model/secret.ts';
import { settle } from '../../emit/settle.ts';
import { settleObjects } from '../../emit/settle-objects.ts';
import type { Finding, Rule, Subject } from '../rule.ts';

/** Two sources for one object, and merges into nothing. */
export const targets: Rule = {
  codes: ['TARGET_TWICE', 'TARGET_TAKEN', 'MERGE_TARGET_MISSING', 'MERGE_TARGET_IMMUTABLE'],
  about:
    'Two writers of one Secret undo each other at each sync. An owner shares its Secret with nobody; Merge needs one to merge into.',
  *check(subject) {
    const { inventory, run, secrets } = subject;
    const empty = new Set(secrets.flatMap((one) => (one.makesNothing === true ? [one.externalSecret] : [])));
    const making = inventory.externalSecrets.filter((each) => !empty.has(each));
    const rendered = making.flatMap((each) => assumed(each, subject));
    yield* faults(() => settle(inventory, rendered, run));
    yield* faults(() => settleObjects(inventory, rendered, run));
  },
};

/** What an ExternalSecret makes, without its values. */
function assumed(from: ExternalSecret, { plan }: Subject): readonly Rendered[] {
  const { target } = from.spec;
  if (target.creationPolicy === 'None' || plan?.leftAlone.has(from) === true) return [];
  if (target.manifest !== undefined) return [{ form: 'object', value: {}, from }];
  const { namespace, name } = from.metadata;
  const secret = {
    form: 'secret',
    name: target.name ?? name,
    type: target.template?.type ?? 'Opaque',
    labels: new Map(),
    annotations: new Map(),
    finalizers: [],
    data: new Map(),
    immutable: target.immutable === true,
    from,
  } as const;
  return [namespace === undefined ? secret : { ...secret, namespace }];
}

function* faults(work: () => unknown): Iterable<Finding> {
  try {
    work();
  } catch (thrown) {
    const found = caughtFaults(thrown);
    yield* found;
  }
}
