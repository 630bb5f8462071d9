import type { ExternalSecret } from '../model/external-secret.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Plan } from '../model/plan.ts';
import type { PlannedPush, PushedSecret, Removal } from '../model/push.ts';
import type { Run } from '../model/run.ts';
import type { Source } from '../model/source.ts';
import type { Store } from '../providers/provider.ts';
import { checkAllTemplates } from './check-all-templates.ts';
import { clusterLabels } from './cluster-labels.ts';
import { gather } from './gather.ts';
import { plan } from './plan/plan.ts';
import { planPushes } from './plan/plan-pushes.ts';
import { gonePushes } from './push/gone-pushes.ts';
import { neededExternalSecrets } from './push/needed-external-secrets.ts';
import { ownFault } from './push/own-fault.ts';
import { pushSecretsOf } from './push/push-secrets-of.ts';
import type { PushRecord } from './push/record.ts';
import { recordedKeys } from './push/recorded-keys.ts';
import { standIn } from './push/stand-in.ts';
import { takeInventory } from './take-inventory.ts';

/** What is known of a push before anything is asked for. */
export interface PreparedPush {
  readonly inventory: Inventory;
  readonly pushes: readonly PlannedPush<Store>[];
  /** How many PushSecrets there are, those that push nothing among them. */
  readonly count: number;
  /** The ExternalSecrets whose Secrets are pushed, or hold templates. */
  readonly externalSecrets: readonly ExternalSecret[];
  /** For each push what stands in for it where a generator runs. */
  readonly standIns: ReadonlyMap<PlannedPush<Store>, ExternalSecret>;
  /** What the ExternalSecrets and generators need. */
  readonly planned: Plan<Store>;
  /** What was pushed earlier and may have to go. */
  readonly recorded: readonly Removal<Store>[];
  /** Those of the record whose document is gone. */
  readonly gone: readonly PushedSecret[];
}

/**
 * Runs split, collect and plan for a push, and parses every template that it will run.
 *
 * @throws EsrErrors with everything that is wrong before a store is asked.
 */
export async function preparePush(
  sources: readonly Source[],
  record: PushRecord | undefined,
  run: Run,
): Promise<PreparedPush> {
  return await gather(run, async (tolerant) => {
    const inventory = await takeInventory(sources, tolerant, { wantsPlatform: true, wantsSecrets: true });
    const pushSecrets = pushSecretsOf(inventory, tolerant);
    const gone = gonePushes(record?.pushed ?? [], pushSecrets, inventory);
    const earlier = record === undefined ? [] : recordedKeys(record, pushSecrets, gone);
    const options = { namespaceLabels: clusterLabels(run) };
    const { pushes, recorded } = await planPushes({ inventory, pushSecrets, recorded: earlier }, tolerant, options);

    const standIns = new Map(pushes.map((push) => [push, standIn(push.pushSecret)]));
    const own = [...standIns.values()];
    const externalSecrets = neededExternalSecrets(pushes, inventory.externalSecrets);
    const read = [...externalSecrets, ...own.filter(({ spec }) => spec.dataFrom !== undefined)];
    const planned = await plan({ ...inventory, externalSecrets: read }, tolerant, options);
    await checkAllTemplates({ externalSecrets }, planned, tolerant);
    await checkAllTemplates({ externalSecrets: own }, planned, {
      ...tolerant,
      fault: (fault) => tolerant.fault?.(ownFault(fault)),
    });
    return {
      ...{ inventory, externalSecrets, standIns, planned, recorded, gone },
      pushes: pushes.filter((push) => !planned.leftAlone.has(standIns.get(push) as ExternalSecret)),
      count: pushSecrets.length,
    };
  });
}
