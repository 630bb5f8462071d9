import { caughtFaults } from '../../errors/caught-faults.ts';
import type { EsrError } from '../../errors/esr-error.ts';
import { manifestError } from '../../errors/manifest.ts';
import { tellAll } from '../../errors/tell-all.ts';
import type { ExternalSecret } from '../../model/external-secret.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { Plan, PlannedSecret } from '../../model/plan.ts';
import type { Run } from '../../model/run.ts';
import type { StoreResource } from '../../model/store.ts';
import type { Store } from '../../providers/provider.ts';
import { namespaceClaimFault } from '../../trust/namespace-claim.ts';
import { openBooks, type PlanOptions } from './books.ts';
import { otherController } from './other-controller.ts';
import { planSecret } from './plan-secret.ts';
import { unusedStoreFaults } from './unused-stores.ts';

/**
 * Decides what will be read: which stores, which distinct values of them, for whom.
 *
 * @remarks
 * Loads the code of the providers that are used, and no SDK. Asks nothing of a network but the labels of namespaces, and
 * these only where the configuration allows a cluster. Policy is decided here, before anything is read.
 *
 * @throws EsrErrors with everything that is wrong or refused, of all ExternalSecrets, unless the run goes on in spite of it.
 */
export async function plan(inventory: Inventory, run: Run, options: PlanOptions = {}): Promise<Plan<Store>> {
  const books = openBooks(inventory, run, options);
  const wanted = new Map<ExternalSecret, PlannedSecret<Store>>();
  const leftAlone = new Map<ExternalSecret, string>();
  const faults: EsrError[] = [];
  checkReferences(inventory, run);

  for (const externalSecret of inventory.externalSecrets) {
    const other = otherController(externalSecret, books, run);
    if (other !== undefined) {
      leftAlone.set(externalSecret, other);
      const says = `left as it is: ${other}`;
      run.warn({ code: 'OTHER_CONTROLLER', says, place: externalSecret.place() });
      continue;
    }
    const claim = namespaceClaimFault(externalSecret, run);
    if (claim !== undefined) {
      faults.push(claim);
      continue;
    }
    try {
      wanted.set(externalSecret, await planSecret(externalSecret, books, run));
    } catch (thrown) {
      const own = caughtFaults(thrown);
      faults.push(...own);
    }
  }
  const isUsed = (store: StoreResource) => books.clients.has(store);
  if (run.purpose === 'validate') faults.push(...(await unusedStoreFaults(inventory, isUsed, run)));
  tellAll(faults, run);
  return {
    clients: books.clients.clients(),
    generators: books.runs.all(),
    wanted,
    leftAlone,
    supporting: inventory.supporting,
  };
}

function checkReferences({ externalSecrets }: Inventory, { config }: Run): void {
  const most = config.limits.maxReferences;
  const count = externalSecrets.reduce(
    (sum, { spec }) => sum + (spec.data?.length ?? 0) + (spec.dataFrom?.length ?? 0),
    0,
  );
  if (count > most) throw manifestError('TOO_MANY_REFERENCES', { count, most });
}
