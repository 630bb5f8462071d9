import { withoutPlaces } from '../without-places.ts';
import type { GcpAuth } from './gcp-auth.ts';

/** What stores of one identity share a token by, whatever their project and location. */
export function signsInAs(auth: GcpAuth): string {
  return `gcp ${JSON.stringify(auth, withoutPlaces)}`;
}
