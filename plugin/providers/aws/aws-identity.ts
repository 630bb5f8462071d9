import type { Place } from '../../model/place.ts';
import type { KeyReference, ServiceAccountReference } from '../provider.ts';

/** Who reads from which region: what a store or a generator says about its sign-in. */
export interface AwsIdentity {
  /** Empty: the region of the environment. */
  readonly region: string;
  /** `auth.jwt`: wins over `keys`. */
  readonly jwt?: ServiceAccountReference;
  /** `auth.secretRef`. */
  readonly keys?: {
    readonly accessKeyId: KeyReference;
    readonly secretAccessKey: KeyReference;
    readonly sessionToken?: KeyReference;
  };
  /** Assumed one after the other, before `role`; neither external id nor tags go with them. */
  readonly additionalRoles: readonly string[];
  /** Assumed last; empty for none. */
  readonly role: string;
  readonly externalId: string;
  readonly sessionTags: readonly { readonly key: string; readonly value: string }[];
  readonly transitiveTagKeys: readonly string[];
  /** Where the store's `spec.provider.aws` or the generator's spec stands, for errors. */
  readonly place: Place;
}
