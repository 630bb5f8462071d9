import { withoutPlaces } from '../without-places.ts';
import type { AwsIdentity } from './aws-identity.ts';

/** What stores and generators of one identity share their credentials by, whatever their service and prefix. */
export function signsInAs(identity: AwsIdentity): string {
  return `aws ${JSON.stringify(identity, withoutPlaces)}`;
}
