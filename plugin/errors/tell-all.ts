import type { EsrError } from './esr-error.ts';
import { throwAll } from './map-all.ts';

/** Tells faults to whoever wants to go on in spite of them, or throws them together. */
export function tellAll(
  faults: readonly EsrError[],
  { fault }: { readonly fault?: ((fault: EsrError) => void) | undefined },
): void {
  if (fault === undefined) throwAll(faults);
  else for (const each of faults) fault(each);
}
