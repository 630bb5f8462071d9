import type { EsrError } from '../errors/esr-error.ts';
import type { Warning } from '../model/run.ts';

/** An error or a warning as it is shown. */
export interface Problem extends Warning {
  readonly level: 'error' | 'warning';
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
