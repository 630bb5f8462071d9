import type { JsonObject } from '../../model/document.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { PushedSecret } from '../../model/push.ts';
import type { PushSecret } from '../../model/push-secret.ts';

/**
 * Those of the record whose document is no longer in the input.
 *
 * @param inventory - A PushSecret that is left to the operator is not gone.
 */
export function gonePushes(
  pushed: readonly PushedSecret[],
  pushSecrets: readonly PushSecret[],
  { leftAlone }: Pick<Inventory, 'leftAlone'>,
): readonly PushedSecret[] {
  const left = new Set(leftAlone.flatMap(({ value }) => nameOf(value) ?? []));
  const present = new Set(pushSecrets.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`));
  return pushed.filter(({ namespace, name }) => !present.has(`${namespace}/${name}`) && !left.has(name));
}

/** The name that the PushSecrets of a document have. */
function nameOf({ kind, metadata, spec }: JsonObject): string | undefined {
  if (kind !== 'PushSecret' && kind !== 'ClusterPushSecret') return undefined;
  const { name } = Object(metadata) as JsonObject;
  const { pushSecretName } = Object(spec) as JsonObject;
  return String(pushSecretName ?? name);
}
