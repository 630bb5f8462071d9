import type { Place } from '../model/place.ts';
import type { Reference } from '../model/plan.ts';

/** Where a reference stands. */
export function placeOf({ externalSecret, field }: Reference): Place {
  return externalSecret.place(field);
}
