import { caughtFaults } from '../errors/caught-faults.ts';
import type { EsrError } from '../errors/esr-error.ts';
import { tellAll } from '../errors/tell-all.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Plan } from '../model/plan.ts';
import type { Run } from '../model/run.ts';
import { checkTemplates } from './check-templates.ts';

/**
 * Parses the templates of every ExternalSecret that is ours to render.
 *
 * @throws EsrErrors with the faults of all of them, unless the run goes on in spite of them.
 */
export async function checkAllTemplates(
  { externalSecrets }: Pick<Inventory, 'externalSecrets'>,
  { leftAlone }: Pick<Plan<unknown>, 'leftAlone'>,
  run: Run,
): Promise<void> {
  const faults: EsrError[] = [];
  for (const externalSecret of externalSecrets) {
    if (leftAlone.has(externalSecret)) continue;
    try {
      await checkTemplates(externalSecret, run);
    } catch (thrown) {
      const own = caughtFaults(thrown);
      faults.push(...own);
    }
  }
  tellAll(faults, run);
}
