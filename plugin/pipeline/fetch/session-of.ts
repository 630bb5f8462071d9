import { showObject } from '../../model/place.ts';
import type { PlannedClient } from '../../model/plan.ts';
import { objectName } from '../../model/resource.ts';
import type { Store } from '../../providers/provider.ts';
import { providerContext, type Surroundings } from './provider-context.ts';
import { openSession, type Session } from './session.ts';

/** Opens the session of a client, within the reach of its store's document. */
export function sessionOf(
  { store, resource, usedFrom }: Pick<PlannedClient<Store>, 'store' | 'resource' | 'usedFrom'>,
  surroundings: Surroundings,
  answered: () => void = () => undefined,
): Session {
  const { run } = surroundings;
  const { kind, metadata, origin } = resource;
  const retrySettings = store.retrySettings ?? resource.spec.retrySettings;
  const context = providerContext({ kind, name: metadata.name, origin, usedFrom, retrySettings }, surroundings);
  return openSession({
    name: showObject(objectName(resource)),
    connect: async () => await store.connect(context),
    signal: run.signal,
    concurrency: run.config.limits.concurrency,
    onAnswer(answer) {
      if (answer.kind === 'value') run.conceal(answer.value.reveal());
      answered();
    },
  });
}
