import type { AccountSelector } from '../account-reference.ts';
import type { SecretSelector } from '../key-reference.ts';
import type { CaFields } from '../store-ca.ts';

/** `spec.provider.kubernetes`, as written. */
export interface KubernetesFields {
  readonly server?: CaFields & { readonly url?: string };
  readonly auth?: {
    readonly token?: { readonly bearerToken?: SecretSelector };
    readonly serviceAccount?: AccountSelector;
    readonly cert?: { readonly clientCert?: SecretSelector; readonly clientKey?: SecretSelector };
  };
  /** A Secret that holds a kubeconfig; then neither `server` nor `auth` count. */
  readonly authRef?: SecretSelector;
  readonly remoteNamespace?: string;
}
