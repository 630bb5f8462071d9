import type { Tree } from '../pipeline/emit/tree.ts';

/** A store that converted documents read from. Needs of one identity share a store. */
export interface StoreNeed {
  /** What the store is called where nobody names it: `vault`, `aws`. */
  readonly base: string;
  /** What tells stores of one base apart: a key vault, a project, a role. Empty where there is one. */
  readonly part: string;
  /** Where values stand in it; a store whose needs differ in it gets none. */
  readonly mount?: string;
  /** `spec.provider` of a proposed store; absent where this program has no such provider. */
  readonly provider?: ProposedProvider;
}

/** A provider's field and what stands below it. */
export interface ProposedProvider {
  readonly field: string;
  readonly spec: ReadonlyMap<string, Tree>;
  /** What has to be filled in, for the report. */
  readonly fillIn?: string;
}

/** Needs with the same identity are one store. */
export function storeIdentity({ base, part }: StoreNeed): string {
  return JSON.stringify([base, part]);
}
