import type { Resource } from '../model/resource.ts';
import type { Report } from './problem.ts';
import type { Field } from './schemas/field.ts';

/** What a kind is to us. */
export type Role =
  | 'externalSecret'
  | 'clusterExternalSecret'
  | 'pushSecret'
  | 'store'
  | 'generator'
  /** Looked up by the others; not ours, and read leniently. */
  | 'supporting'
  /** The operator's own; leaves as it came. */
  | 'bystander';

/** One kind of document that we know. */
export interface Kind {
  readonly group: string;
  readonly kind: string;
  readonly scope: 'namespaced' | 'cluster';
  readonly role: Role;
  /** The field table of `spec` by version, newest first. Kinds without a `spec` of interest have none. */
  readonly versions: ReadonlyMap<string, (() => readonly Field[]) | undefined>;
  /** What the operator's admission webhook refuses beyond the schema. */
  admit?(resource: Resource, report: Report): void;
}
