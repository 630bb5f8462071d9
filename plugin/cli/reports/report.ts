import type { Problem } from '../problem.ts';
import type { Style } from '../screen/style.ts';

/** What was found, in the order of files and lines. */
export interface Verdict {
  readonly problems: readonly Problem[];
  /** Whether warnings fail the run too. */
  readonly isStrict: boolean;
  readonly style: Style;
}

/** Writes a verdict in one format. */
export type Report = (verdict: Verdict) => string;
