import { storeError } from '../../errors/store.ts';

/**
 * Waits for work no longer than the run lasts. Work that goes on afterwards is nobody's: its failure is swallowed.
 *
 * @param waitingFor - What the error names.
 * @throws StoreError `RUN_TIMEOUT` when the run ends first.
 */
export async function withinRun<T>(work: Promise<T>, signal: AbortSignal, waitingFor: string): Promise<T> {
  work.catch(() => undefined);
  let end: (() => void) | undefined;
  const over = new Promise<never>((_resolve, reject) => {
    end = () => reject(storeError('RUN_TIMEOUT', { waitingFor }));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    if (end !== undefined) signal.removeEventListener('abort', end);
  }
}
