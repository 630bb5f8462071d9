import type { Sensitive } from '../../model/sensitive.ts';

/** A Secret while it is built: the three string maps that templates write to. */
export interface Draft {
  readonly data: Map<string, Sensitive>;
  readonly labels: Map<string, string>;
  readonly annotations: Map<string, string>;
}
