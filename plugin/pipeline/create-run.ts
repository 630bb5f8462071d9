import type { RenderConfig } from '../model/config.ts';
import type { RandomSource } from '../model/random.ts';
import type { Application, Run, Warning } from '../model/run.ts';
import { systemRandom } from '../trust/system-random.ts';

/** What a run is made of. */
export interface RunParts {
  readonly config: RenderConfig;
  readonly purpose: Run['purpose'];
  readonly application?: Application;
  /** Randomness that stays the same at each render, where there is a seed. */
  readonly seeded?: (purpose: string) => RandomSource;
  now(): number;
  warn(warning: Warning): void;
  conceal(value: Uint8Array | string): void;
  /** See `Run`. */
  readonly admit?: Run['admit'];
  /** Fires when nobody waits for the run any more. */
  readonly left?: AbortSignal;
}

/** Makes a run: its deadline begins now. */
export function createRun(parts: RunParts): Run {
  const { config, purpose, application = {}, seeded, now, warn, conceal, admit, left } = parts;
  const { timeoutMs } = config.limits;
  return {
    config,
    application,
    purpose,
    signal: endOf(AbortSignal.timeout(timeoutMs), left),
    endsAt: now() + timeoutMs,
    now,
    random: seeded === undefined ? () => systemRandom : (purpose) => seeded(ownPurpose(purpose, application)),
    seeded: seeded !== undefined,
    warn,
    conceal,
    admit,
  };
}

/** Fires with the first of both. `AbortSignal.any` may be collected before it fires (Node 20). */
function endOf(limit: AbortSignal, left: AbortSignal | undefined): AbortSignal {
  if (left === undefined) return limit;
  const over = new AbortController();
  const end = () => over.abort();
  for (const signal of [limit, left]) {
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true, signal: over.signal });
  }
  return over.signal;
}

/**
 * What a value is made for, in a project of Argo CD.
 *
 * @remarks One seed serves all of them: who has a namespace of the same name elsewhere must not come to another project's
 * values by asking for what is called the same.
 */
function ownPurpose(purpose: string, { project }: Application): string {
  return project === undefined ? purpose : JSON.stringify([project, purpose]);
}
