import { storeError } from '../../errors/store.ts';

/** How long work may still take to tell its own fault once the run is over: it says more than that time is up. */
const graceMs = 50;

/**
 * Waits for work no longer than the run lasts. Work that goes on afterwards is nobody's: its failure is swallowed.
 *
 * @param waitingFor - What the error names.
 * @throws StoreError `RUN_TIMEOUT` when the run ends first.
 */
export async function withinRun<T>(work: Promise<T>, signal: AbortSignal, waitingFor: string): Promise<T> {
  work.catch(() => undefined);
  let timer: NodeJS.Timeout | undefined;
  let end: (() => void) | undefined;
  const over = new Promise<never>((_resolve, reject) => {
    end = () => {
      timer = setTimeout(() => reject(storeError('RUN_TIMEOUT', { waitingFor })), graceMs);
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
    if (end !== undefined) signal.removeEventListener('abort', end);
  }
}
