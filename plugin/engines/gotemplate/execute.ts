import type { Value } from '../value.ts';
import type { Run } from './run.ts';

/** How a piece ended: on a jump out of the loop around it, or as it should. */
export type Ending = 'break' | 'continue' | undefined;

/** Runs a piece of a template. */
export type Execute = (run: Run, dot: Value) => Ending;
