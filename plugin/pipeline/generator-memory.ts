import type { PlannedGenerator } from '../model/plan.ts';
import type { Sensitive } from '../model/sensitive.ts';

/** What generators made in another render, for one that is compared with it. */
export interface GeneratorMemory {
  recall(planned: PlannedGenerator): ReadonlyMap<string, Sensitive> | undefined;
  /** Told what one made that ran. */
  keep(planned: PlannedGenerator, values: ReadonlyMap<string, Sensitive>): void;
}
