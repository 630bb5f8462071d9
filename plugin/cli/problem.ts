import type { EsrError } from '../errors/esr-error.ts';
import type { Place } from '../model/place.ts';
import type { Warning } from '../model/run.ts';

/** An error or a warning as it is shown. */
export interface Problem extends Warning {
  readonly level: 'error' | 'warning';
  /** Whom it concerns, where one cause has several effects. */
  readonly effects?: readonly Effect[];
}

/** One place that a cause reaches. */
export interface Effect {
  readonly subject: string;
  readonly place?: Place;
}

/** An error as a problem. */
export function problemOf({ code, says, hint, place }: EsrError): Problem {
  return {
    level: 'error',
    code,
    says,
    ...(hint === undefined ? {} : { hint }),
    ...(place === undefined ? {} : { place }),
  };
}
