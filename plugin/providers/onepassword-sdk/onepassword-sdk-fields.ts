import type { SecretSelector } from '../key-reference.ts';

/** `spec.provider.onepasswordSDK`, as written. `cache` is of no use to a run, which reads everything once. */
export interface OnepasswordSdkFields {
  /** A name or id; either this or an environment. */
  readonly vault?: string;
  readonly environment?: string;
  readonly integrationInfo?: { readonly name?: string; readonly version?: string };
  readonly auth: { readonly serviceAccountSecretRef: SecretSelector };
}
