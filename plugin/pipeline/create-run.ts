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
}

/** Makes a run: its deadline begins now. */
export function createRun(parts: RunParts): Run {
  const { config, purpose, application = {}, seeded, now, warn, conceal, admit } = parts;
  return {
    config,
    application,
    purpose,
    signal: AbortSignal.timeout(config.limits.timeoutMs),
    now,
    random: seeded === undefined ? () => systemRandom : (purpose) => seeded(ownPurpose(purpose, application)),
    seeded: seeded !== undefined,
    warn,
    conceal,
    admit,
  };
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
