import { throwAll } from '../errors/map-all.ts';
import type { Run } from '../model/run.ts';
import { checkSources } from './check-sources.ts';
import { type LoadRequest, load } from './load/load.ts';

/**
 * Checks what can be told before a store is asked, and throws what is wrong.
 *
 * @throws EsrErrors with everything that a render would end with; the rest goes to `run.warn`.
 */
export async function checkStream(request: LoadRequest, run: Run): Promise<void> {
  const { faults, warnings } = await checkSources({ load: (own) => load(request, own) }, run);
  for (const remark of warnings) run.warn(remark);
  throwAll(faults);
}
