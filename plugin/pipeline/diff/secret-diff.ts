import type { ObjectName, Place } from '../../model/place.ts';

/** What became of one object between two renders. Holds fingerprints, never values. */
export interface SecretDiff {
  readonly object: ObjectName;
  readonly change: Change;
  readonly keys: readonly KeyDiff[];
  /** Type, immutability, labels, annotations. */
  readonly fields: readonly FieldDiff[];
  /** Where its values come from. */
  readonly references: readonly FieldDiff[];
  /** The ExternalSecret; of the new render, unless the object is removed. */
  readonly place?: Place;
}

/** What happened to an object, or to one part of it. */
export type Change = 'added' | 'removed' | 'changed';

/** One key of its data. */
export interface KeyDiff {
  readonly key: string;
  readonly change: Change;
  readonly from?: Fingerprint;
  readonly to?: Fingerprint;
}

/** A value, as far as it may be told. */
export interface Fingerprint {
  readonly bytes: number;
  /** Under the key of the run. */
  readonly mark: string;
}

/** What both sides of a diff would have made anew: only its definition is compared. */
export interface MadeAnew {
  /** A generator, or the field of a template. */
  readonly what: string;
  readonly namespace: string;
  /** Absent for a generator that several share. */
  readonly externalSecret?: string;
}

/** One thing that may be told in full. */
export interface FieldDiff {
  readonly field: string;
  readonly change: Change;
  readonly from?: string;
  readonly to?: string;
}
