import type { EsrError } from '../../errors/esr-error.ts';
import { ownPlace } from './stand-in.ts';

/** A fault that was told of a stand-in, with the PushSecret's own field. */
export function ownFault(fault: EsrError): EsrError {
  return fault.place === undefined ? fault : fault.at(ownPlace(fault.place));
}
