import type { JsonObject } from '../../model/document.ts';
import { keyReference, type SecretSelector } from '../key-reference.ts';
import type { KeyReference, StoreInfo } from '../provider.ts';
import type { CaFields } from '../store-ca.ts';

// ESO: apis/externalsecrets/v1/secretstore_vault_types.go.

/** Whose document it is: what decides which namespace a reference means. */
export type VaultOwner = Pick<StoreInfo, 'kind' | 'namespace' | 'usedFrom' | 'place'>;

/** Who signs in to which server, and how its requests look. */
export interface VaultIdentity {
  readonly product: 'Vault' | 'OpenBao';
  /** Without slashes at its end. */
  readonly server: string;
  /** Empty for the root namespace. */
  readonly namespace: string;
  /** Where the sign-in takes place; the same as `namespace` unless `auth.namespace` says otherwise. */
  readonly loginNamespace: string;
  /** `auth`, as written; absent means the token of the process. */
  readonly auth: JsonObject | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly readYourWrites: boolean;
  readonly forwardInconsistent: boolean;
  readonly ca: CaFields;
  /** A client certificate for every request. */
  readonly tls: { readonly certificate: KeyReference; readonly key: KeyReference } | undefined;
  readonly owner: VaultOwner;
}

/** The parts of `spec.provider.vault` that are about signing in, as written. */
export interface VaultFields extends CaFields {
  readonly server: string;
  readonly path?: string;
  readonly version?: 'v1' | 'v2';
  readonly namespace?: string;
  readonly auth?: JsonObject;
  readonly headers?: Readonly<Record<string, string>>;
  readonly readYourWrites?: boolean;
  readonly forwardInconsistent?: boolean;
  readonly checkAndSet?: { readonly required?: boolean };
  readonly tls?: { readonly certSecretRef?: SecretSelector; readonly keySecretRef?: SecretSelector };
}

/** Reads who signs in, from a store's `spec.provider.vault` (or `openBao`), or a generator's `spec.provider`. */
export function readVaultIdentity(
  fields: JsonObject,
  owner: VaultOwner,
  product: VaultIdentity['product'] = 'Vault',
): VaultIdentity {
  const { server, namespace = '', auth, headers = {}, tls, ...rest } = fields as unknown as VaultFields;
  const loginNamespace = typeof auth?.['namespace'] === 'string' ? auth['namespace'] : namespace;
  const { certSecretRef, keySecretRef } = tls ?? {};
  const { caBundle, caProvider } = rest;
  return {
    product,
    server: server.replace(/\/+$/, ''),
    namespace,
    loginNamespace,
    auth,
    headers,
    readYourWrites: rest.readYourWrites ?? false,
    forwardInconsistent: rest.forwardInconsistent ?? false,
    ca: { ...(caBundle === undefined ? {} : { caBundle }), ...(caProvider === undefined ? {} : { caProvider }) },
    tls:
      certSecretRef === undefined || keySecretRef === undefined
        ? undefined
        : {
            certificate: keyReference(certSecretRef, owner, owner.place('tls.certSecretRef'), 'tls.crt'),
            key: keyReference(keySecretRef, owner, owner.place('tls.keySecretRef'), 'tls.key'),
          },
    owner,
  };
}
