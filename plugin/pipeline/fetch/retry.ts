import { parseDuration } from '../../go/time-duration.ts';
import type { RandomSource } from '../../model/random.ts';
import type { StoreInfo } from '../../providers/provider.ts';
import { type Transience, transienceOf } from './transience.ts';

/** What decides how often work is tried again, and when. */
export interface RetryOptions {
  /** Fires when the run's time is over: no wait outlasts it. */
  readonly signal: AbortSignal;
  /** For the jitter. */
  readonly random: RandomSource;
  /** The wall clock, for a `Retry-After` that is a date. */
  now(): number;
  /** The store's `retrySettings`. */
  readonly settings?: StoreInfo['retrySettings'];
  /** Waits; resolves early when the signal fires. Replaced in tests. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}

const firstWaitMs = 200;
const longestWaitMs = 5000;

/** Retries where a store sets an interval and no number: AWS's own figure. */
const usualRetries = 2;

/** How often each kind of fault is tried in all: a store that throttles wants patience, one that hangs does not. */
const attempts: Readonly<Record<Transience['kind'], number>> = { throttled: 8, broken: 5, slow: 2, unreachable: 5 };

/** A store that nobody listens for is not waited for any longer, whatever its settings say. */
const unreachableMs = 10_000;

/**
 * Gives the function that runs work again while its fault is a passing one, with jittered waits, inside the run's time.
 *
 * @remarks
 * Once the tries of one work ended without reaching anybody, those of others are not repeated: each of a hundred reads
 * would wait as long in turn.
 * @returns A function that settles as the last try did that the end of the run did not cut off.
 */
export function retrying(options: RetryOptions): <T>(work: () => Promise<T>) => Promise<T> {
  const { signal, settings, now, sleep = pause } = options;
  let isGone = false;

  const mayTryAgain = (kind: Transience['kind'], tried: number, since: number): boolean => {
    const most = settings === undefined ? attempts[kind] : 1 + (settings.maxRetries ?? usualRetries);
    if (kind !== 'unreachable') return tried < most;
    isGone ||= tried >= most || now() - since >= unreachableMs;
    return !isGone;
  };

  return async (work) => {
    const since = now();
    let passing: unknown;
    for (let tried = 1; ; tried += 1) {
      try {
        const done = await work();
        isGone = false;
        return done;
      } catch (thrown) {
        // The last fault says more than that the time is over.
        if (signal.aborted) throw passing ?? thrown;
        const transience = transienceOf(thrown, now());
        if (transience === undefined || !mayTryAgain(transience.kind, tried, since)) throw thrown;
        passing = thrown;
        await sleep(waitFor(tried, transience, options), signal);
        if (signal.aborted) throw thrown;
      }
    }
  };
}

/** The server's own word, else the store's fixed interval, else exponential with half of it random. */
function waitFor(tried: number, transience: Transience, { random, settings }: RetryOptions): number {
  if (transience.retryAfterMs !== undefined) return transience.retryAfterMs;
  const fixed = settings?.retryInterval === undefined ? undefined : parseDuration(settings.retryInterval);
  if (fixed !== undefined) return Number(fixed / 1_000_000n);
  const wait = Math.min(firstWaitMs * 2 ** (tried - 1), longestWaitMs);
  return wait / 2 + (wait / 2) * (random.bytes(2).readUInt16BE() / 0xffff);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
  });
}
