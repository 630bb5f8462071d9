import type { JsonObject } from '../../model/document.ts';
import { type AccountSelector, accountReference } from '../account-reference.ts';
import { keyReference, type SecretSelector } from '../key-reference.ts';
import type { KeyReference, StoreInfo } from '../provider.ts';
import type { AzureAuth } from './azure-auth.ts';
import { azureClouds } from './clouds.ts';

/** `spec.provider.azurekv`, read: every reference with the namespace that it means. */
export interface AzureSpec {
  /** Without a slash at its end. */
  readonly vaultUrl: string;
  readonly auth: AzureAuth;
  readonly environment: string;
  /** What a token is asked for; empty where the vault has to say. */
  readonly resource: string;
  /** `useAzureSDK`: what the operator's newer client gives differs in places. */
  readonly isNewClient: boolean;
}

/** `spec.provider.azurekv`, as written. */
export interface AzureFields {
  readonly vaultUrl: string;
  readonly authType?: AzureAuth['method'];
  readonly tenantId?: string;
  readonly identityId?: string;
  readonly environmentType?: string;
  readonly useAzureSDK?: boolean;
  readonly authSecretRef?: {
    readonly clientId?: SecretSelector;
    readonly tenantId?: SecretSelector;
    readonly clientSecret?: SecretSelector;
    readonly clientCertificate?: SecretSelector;
  };
  readonly serviceAccountRef?: AccountSelector;
  readonly customCloudConfig?: { readonly activeDirectoryEndpoint: string; readonly keyVaultEndpoint?: string };
}

/** Reads `spec.provider.azurekv`, which its schema has checked. */
export function readAzureSpec(spec: JsonObject, info: StoreInfo): AzureSpec {
  const fields = spec as unknown as AzureFields;
  const { environmentType: environment = 'PublicCloud', customCloudConfig: custom, useAzureSDK = false } = fields;
  const cloud = azureClouds.get(environment);
  return {
    vaultUrl: fields.vaultUrl.replace(/\/+$/, ''),
    environment,
    resource: (custom?.keyVaultEndpoint ?? cloud?.keyVault ?? '').replace(/\/+$/, ''),
    isNewClient: useAzureSDK,
    auth: {
      method: fields.authType ?? 'ServicePrincipal',
      authority: custom?.activeDirectoryEndpoint ?? cloud?.authority ?? '',
      ...(fields.tenantId ? { tenantId: fields.tenantId } : {}),
      ...(fields.identityId ? { identityId: fields.identityId } : {}),
      ...secretsOf(fields, info),
      ...accountOf(fields, info),
      isStrict: !useAzureSDK,
      place: info.place(''),
    },
  };
}

function secretsOf({ authSecretRef: refs }: AzureFields, info: StoreInfo): Pick<AzureAuth, 'secrets'> {
  if (refs === undefined) return {};
  const reference = (field: keyof typeof refs): Readonly<Record<string, KeyReference>> => {
    const selector = refs[field];
    if (selector === undefined) return {};
    return { [field]: keyReference(selector, info, info.place(`authSecretRef.${field}`)) };
  };
  return {
    secrets: {
      ...reference('clientId'),
      ...reference('tenantId'),
      ...reference('clientSecret'),
      ...reference('clientCertificate'),
    },
  };
}

function accountOf({ serviceAccountRef }: AzureFields, info: StoreInfo): Pick<AzureAuth, 'account'> {
  if (serviceAccountRef === undefined) return {};
  return { account: accountReference(serviceAccountRef, info, info.place('serviceAccountRef')) };
}
