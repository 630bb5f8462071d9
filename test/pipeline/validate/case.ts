import type { ConfigParts } from '../../support/run.ts';

/** Something for `esr validate` to look at. */
export interface Case {
  readonly name: string;
  readonly input: string;
  /** `level CODE:LINE`, in any order. */
  readonly want: readonly string[];
  readonly config?: ConfigParts;
  readonly seeded?: boolean;
  readonly values?: string;
}
