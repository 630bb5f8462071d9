import type { SecretSelector } from '../key-reference.ts';
import type { CaFields } from '../store-ca.ts';

/** `spec.provider.webhook`, as written. */
export interface WebhookFields extends CaFields {
  /** This and the texts of `method`'s neighbours below are Go templates. */
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** A Go duration. */
  readonly timeout?: string;
  readonly result?: { readonly jsonPath?: string };
  readonly secrets?: readonly { readonly name: string; readonly secretRef: SecretSelector }[];
  readonly auth?: {
    readonly ntlm?: { readonly usernameSecret: SecretSelector; readonly passwordSecret: SecretSelector };
  };
}
