import type { Json } from '../../model/document.ts';

/** A value to set in a document; maps that are not there are made. */
export interface Edit {
  readonly path: readonly (string | number)[];
  readonly value: Json;
}
