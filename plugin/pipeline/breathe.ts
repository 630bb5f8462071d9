import { storeError } from '../errors/store.ts';
import type { Run } from '../model/run.ts';

/** How long templates may run in a row. */
const mostMs = 20;
/** When everything else in the process last had its turn. */
let turned = 0;

/**
 * Lets everything else in the process have its turn, where templates have run for a while, and ends with the run: a daemon
 * renders for many, and one application's templates must not hold up the others.
 *
 * @throws StoreError `RUN_TIMEOUT` when the run is over.
 */
export async function breathe({ signal }: Pick<Run, 'signal'>): Promise<void> {
  if (performance.now() - turned >= mostMs) {
    await new Promise((resolve) => setImmediate(resolve));
    turned = performance.now();
  }
  if (signal.aborted) throw storeError('RUN_TIMEOUT', { waitingFor: 'templates' });
}
