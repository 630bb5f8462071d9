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

/** An error as a problem. One about the form of a field that says no more points to the words on the field. */
export function problemOf({ code, says, hint: own, place }: EsrError): Problem {
  const hint = own ?? (aboutField.test(code) ? explained(place) : undefined);
  return {
    level: 'error',
    code,
    says,
    ...(hint === undefined ? {} : { hint }),
    ...(place === undefined ? {} : { place }),
  };
}

/** What a field takes is wrong, and not what it leads to. */
const aboutField = /^FIELD_|_FIELD$|^(?:GCP_NAME|AZURE_CLOUD|INFISICAL_KEY)$/;
// What stands below these was named by the author.
const named = /\b(?:template\.data|labels|annotations|matchLabels|headers|parameters)\b(?!\[\d)/;

function explained({ object, field = '' }: Partial<Place> = {}): string | undefined {
  if (object === undefined || !/^spec\.[A-Za-z0-9.[\]]+$/.test(field)) return undefined;
  const end = named.exec(field);
  const known = (end === null ? field : field.slice(0, end.index + end[0].length)).replaceAll(/\[\d+\]/g, '');
  return `esr explain ${object.kind}.${known} says what it takes`;
}
