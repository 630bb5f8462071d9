import type { AccountSelector } from '../account-reference.ts';
import type { SecretSelector } from '../key-reference.ts';

/** `spec.provider.doppler`, as written. */
export interface DopplerFields {
  readonly auth: {
    readonly secretRef?: { readonly dopplerToken: SecretSelector };
    readonly oidcConfig?: {
      readonly identity: string;
      readonly serviceAccountRef: AccountSelector;
      readonly expirationSeconds?: number;
    };
  };
  /** With `config` needed where the token is none of a single config. */
  readonly project?: string;
  readonly config?: string;
  readonly nameTransformer?: string;
  readonly format?: string;
}
