import type { Execution } from '../engines/engine.ts';
import type { Run } from '../model/run.ts';

/**
 * How the run's templates are executed: its clock, its limits, and randomness where values may change at each render.
 *
 * @param purpose - Names object and field, so that a seed gives each template its own random values.
 */
export function executionOf(run: Run, purpose: string): Execution {
  const { limits, random } = run.config;
  const mayBeRandom = run.purpose !== 'generate' || run.seeded || random === 'allow';
  return {
    now: run.templateNow ?? run.now,
    ...(mayBeRandom ? { random: run.random(purpose) } : {}),
    missingKey: 'error',
    maxSteps: limits.templateSteps,
    maxOutputBytes: limits.templateOutputBytes,
  };
}
