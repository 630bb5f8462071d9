import type { Words } from '../../errors/esr-error.ts';
import type { Place } from '../../model/place.ts';
import type { Warning } from '../../model/run.ts';

/** Something that stops no render. */
export function remark(
  code: string,
  { says, hint }: { readonly says: string; readonly hint?: Words['hint'] | undefined },
  place?: Place,
): Warning {
  return { code, says, ...(hint === undefined ? {} : { hint }), ...(place === undefined ? {} : { place }) };
}
