import type { EsrError } from '../errors/esr-error.ts';
import type { Place } from '../model/place.ts';
import type { Warning } from '../model/run.ts';

/** Where a reader of one document puts what it finds. */
export interface Report {
  /** Where a field stands: file, line, column and object. */
  place(field: string, part?: 'key'): Place;
  problem(error: EsrError): void;
  warn(warning: Warning): void;
}
