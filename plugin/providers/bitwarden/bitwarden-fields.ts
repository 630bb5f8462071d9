import type { SecretSelector } from '../key-reference.ts';
import type { CaFields } from '../store-ca.ts';

/** `spec.provider.bitwardensecretsmanager`, as written. */
export interface BitwardenFields extends CaFields {
  /** Bitwarden's own addresses; empty for its cloud. */
  readonly apiURL?: string;
  readonly identityURL?: string;
  readonly bitwardenServerSDKURL?: string;
  readonly organizationID: string;
  readonly projectID: string;
  readonly auth: { readonly secretRef: { readonly credentials: SecretSelector } };
}
