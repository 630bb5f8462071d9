/** A string or truth value to set in a document; maps that are not there are made. */
export interface Edit {
  readonly path: readonly (string | number)[];
  readonly value: string | boolean;
}
