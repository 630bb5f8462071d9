import { EsrError } from '../errors/esr-error.ts';
import { RelayedError } from '../errors/relayed-error.ts';
import type { Place } from '../model/place.ts';
import type { Warning } from '../model/run.ts';
import type { WireFault, WirePlace, WireRemark } from './wire.ts';

type Mask = (text: string) => string;

/** A fault as it is sent: words masked, the excerpt worked out. */
export function wireFaultOf(fault: EsrError, mask: Mask): WireFault {
  const { exitStatus, subject, cause } = fault;
  const shared = subject !== undefined && cause instanceof EsrError ? cause : undefined;
  return {
    ...wireRemarkOf(fault, mask),
    exitStatus,
    ...(shared === undefined || subject === undefined
      ? {}
      : { subject: mask(subject), cause: wireFaultOf(shared, mask) }),
  };
}

/** A warning as it is sent. */
export function wireRemarkOf({ code, says, hint, place }: Warning | EsrError, mask: Mask): WireRemark {
  return {
    code,
    says: mask(says),
    ...(hint === undefined ? {} : { hint: mask(hint) }),
    ...(place === undefined ? {} : { place: wirePlaceOf(place, mask) }),
  };
}

/** The faults that were sent; those that shared a cause share one again, so that they are told together. */
export function faultsOfWire(sent: readonly WireFault[]): readonly EsrError[] {
  const causes = new Map<string, EsrError>();
  const once = (cause: WireFault): EsrError => {
    const key = JSON.stringify(cause);
    const found = causes.get(key) ?? back(cause);
    causes.set(key, found);
    return found;
  };
  const back = ({ code, says, hint, place, exitStatus, subject, cause }: WireFault): EsrError => {
    const here = place === undefined ? undefined : placeOfWire(place);
    if (subject !== undefined && cause !== undefined && here !== undefined)
      return once(cause).concerning(subject, here);
    return new RelayedError({ code, says, hint, place: here, exitStatus });
  };
  return sent.map(back);
}

/** The warning that was sent. */
export function warningOfWire({ place, ...words }: WireRemark): Warning {
  return { ...words, ...(place === undefined ? {} : { place: placeOfWire(place) }) };
}

function wirePlaceOf({ excerpt, ...place }: Place, mask: Mask): WirePlace {
  const line = excerpt?.();
  // A line that holds a value is not shown, as everywhere.
  return line === undefined || mask(line.line) !== line.line ? place : { ...place, excerpt: line };
}

function placeOfWire({ excerpt, ...place }: WirePlace): Place {
  return excerpt === undefined ? place : { ...place, excerpt: () => excerpt };
}
