import type { Place } from '../model/place.ts';
import { EsrError } from './esr-error.ts';

/** An error that another process of ours met: with its code and words, whatever its family was. */
export class RelayedError extends EsrError {
  override readonly exitStatus: 1 | 2 | 3;

  constructor({ code, says, hint, place, exitStatus }: RelayedFacts) {
    super(code, says, hint, place);
    this.exitStatus = exitStatus;
  }
}

/** What is left of an error on the way between processes. */
export interface RelayedFacts {
  readonly code: string;
  readonly says: string;
  readonly hint: string | undefined;
  readonly place: Place | undefined;
  readonly exitStatus: 1 | 2 | 3;
}
