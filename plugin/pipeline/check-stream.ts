import { mapAllAsync } from '../errors/map-all-async.ts';
import type { ExternalSecret } from '../model/external-secret.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Run } from '../model/run.ts';
import { wantsRelativeKeys } from './assemble/find-keys.ts';
import { checkTemplates } from './check-templates.ts';
import { type LoadRequest, load } from './load/load.ts';
import { plan } from './plan/plan.ts';
import { takeInventory } from './take-inventory.ts';

/** The line up to plan, and the templates parsed: everything that can be wrong before a store is asked. */
export async function checkStream(request: LoadRequest, run: Run): Promise<Inventory> {
  const inventory = await takeInventory(await load(request, run), run);
  const { externalSecrets } = inventory;
  for (const externalSecret of externalSecrets) hintAtFullKeys(externalSecret, run);
  await mapAllAsync(
    [() => plan(inventory, run), ...externalSecrets.map((each) => () => checkTemplates(each, run))],
    async (check) => void (await check()),
  );
  return inventory;
}

/** ESO keeps the whole path in the keys that `find` gives; many expect the rest alone (decisions.md). */
function hintAtFullKeys(externalSecret: ExternalSecret, run: Run): void {
  if (wantsRelativeKeys(externalSecret, run)) return;
  for (const [index, { find, rewrite = [] }] of (externalSecret.spec.dataFrom ?? []).entries()) {
    if (find?.path === undefined || rewrite.length > 0) continue;
    run.warn({
      code: 'FIND_FULL_KEYS',
      says: `keys found below "${find.path}" keep the whole path, with "_" for each slash`,
      hint: 'cut it off with a rewrite, or with the annotation external-secrets-render.dev/find-keys: relative',
      place: externalSecret.place(`spec.dataFrom[${index}].find.path`),
    });
  }
}
