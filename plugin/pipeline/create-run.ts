import type { RenderConfig } from '../model/config.ts';
import type { Application, Run, Warning } from '../model/run.ts';
import { seededRandom, systemRandom } from '../trust/random-sources.ts';

/** What a run is made of. */
export interface RunParts {
  readonly config: RenderConfig;
  readonly purpose: Run['purpose'];
  readonly application?: Application;
  /** The content of `generators.seedFile`. */
  readonly seed?: Uint8Array;
  now(): number;
  warn(warning: Warning): void;
  conceal(value: Uint8Array | string): void;
}

/** Makes a run: its deadline begins now. */
export function createRun({ config, purpose, application = {}, seed, now, warn, conceal }: RunParts): Run {
  return {
    config,
    application,
    purpose,
    signal: AbortSignal.timeout(config.limits.timeoutMs),
    now,
    random: (what) => (seed === undefined ? systemRandom : seededRandom(seed, what)),
    seeded: seed !== undefined,
    warn,
    conceal,
  };
}
