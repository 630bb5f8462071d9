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
}

/** Makes a run: its deadline begins now. */
export function createRun({ config, purpose, application = {}, seeded, now, warn, conceal }: RunParts): Run {
  return {
    config,
    application,
    purpose,
    signal: AbortSignal.timeout(config.limits.timeoutMs),
    now,
    random: seeded ?? (() => systemRandom),
    seeded: seeded !== undefined,
    warn,
    conceal,
  };
}
