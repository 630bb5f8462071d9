import type { JsonObject } from '../../model/document.ts';
import type { ExternalSecret } from '../../model/external-secret.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { PlannedPush } from '../../model/push.ts';
import type { RecordBook } from './record-book.ts';

/** What tells whether a Secret that cannot be found is gone. */
export interface SourceSigns {
  readonly book: RecordBook;
  /** Whether the cluster was asked too. */
  readonly asksCluster: boolean;
  readonly inventory: Pick<Inventory, 'leftAlone'>;
  /** ExternalSecrets of another controller. */
  readonly others: Iterable<ExternalSecret>;
}

/**
 * Whether a Secret that a PushSecret names and that cannot be found has been there and is gone, and `deletionPolicy` asks to
 * remove what was pushed of it.
 *
 * @remarks
 * ESO: `pushsecret_controller.go`, `handleSourceSecretDeleted`. One that stood in the cluster is only missed by who can look
 * there, and one that the operator makes is none of ours to miss.
 */
export function isSourceGone(
  { pushSecret, namespace }: PlannedPush<unknown>,
  { book, asksCluster, inventory, others }: SourceSigns,
): boolean {
  const { selector, deletionPolicy } = pushSecret.spec;
  const wanted = selector.secret?.name;
  const earlier = book.get({ namespace, name: pushSecret.metadata.name });
  if (deletionPolicy !== 'Delete' || !wanted || earlier === undefined || earlier.stores.length === 0) return false;
  if (earlier.fromCluster === true && !asksCluster) return false;
  const skipped = inventory.leftAlone.some(({ value }) => value['kind'] === 'ExternalSecret' && makes(value, wanted));
  return !skipped && ![...others].some(({ metadata, spec }) => (spec.target.name ?? metadata.name) === wanted);
}

/** Its namespace is not looked at: rather one too many is kept than one too many removed. */
function makes({ metadata, spec }: JsonObject, wanted: string): boolean {
  const { name } = Object(metadata) as JsonObject;
  const { target } = Object(spec) as JsonObject;
  const { name: targetName } = Object(target) as JsonObject;
  return (targetName ?? name) === wanted;
}
