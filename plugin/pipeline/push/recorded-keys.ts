import type { PushedSecret, RecordedKey } from '../../model/push.ts';
import type { PushSecret } from '../../model/push-secret.ts';
import type { PushRecord } from './record.ts';

/**
 * What was pushed earlier and may have to go: that of PushSecrets whose `deletionPolicy` is Delete, or was when they were
 * last seen. Which of it is still pushed is not known here.
 */
export function recordedKeys(
  { pushed, file }: PushRecord,
  pushSecrets: readonly PushSecret[],
  gone: readonly PushedSecret[],
): readonly RecordedKey[] {
  return pushed.flatMap((secret) => {
    const { namespace, name, stores } = secret;
    const present = pushSecrets.find(({ metadata }) => metadata.namespace === namespace && metadata.name === name);
    const policy = gone.includes(secret) ? secret.deletionPolicy : present?.spec.deletionPolicy;
    if (policy !== 'Delete') return [];
    const place = present?.place() ?? { file, object: { kind: 'PushSecret', namespace, name } };
    return stores.flatMap(({ keys, ...store }) =>
      keys.map((ref) => ({ pushSecret: { namespace, name }, store, ref, place })),
    );
  });
}
