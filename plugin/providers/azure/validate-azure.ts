import { azureError } from '../../errors/azure.ts';
import type { EsrError } from '../../errors/esr-error.ts';
import { manifestError } from '../../errors/manifest.ts';
import type { JsonObject } from '../../model/document.ts';
import type { StoreInfo } from '../provider.ts';
import type { AzureFields } from './azure-spec.ts';

/**
 * Checks `spec.provider.azurekv` beyond its schema.
 *
 * @remarks
 * ESO: `providers/v1/azure/keyvault/keyvault.go`, `ValidateStore`. A vault URL that is none fails there when it is first read
 * from; here at once.
 */
export function validateAzure(spec: JsonObject, info: StoreInfo): readonly EsrError[] {
  const fields = spec as unknown as AzureFields;
  const { authSecretRef: refs, serviceAccountRef, vaultUrl } = fields;
  const references = [
    ['authSecretRef.clientId', refs?.clientId?.namespace],
    ['authSecretRef.clientSecret', refs?.clientSecret?.namespace],
    ['serviceAccountRef', serviceAccountRef?.namespace],
  ] as const;
  return [
    ...references.flatMap(([field, namespace]) =>
      info.kind === 'SecretStore' && namespace !== undefined && namespace !== info.namespace
        ? [manifestError('REFERENCE_NAMESPACE', { field, namespace, own: info.namespace }, info.place(field))]
        : [],
    ),
    ...(isVaultUrl(vaultUrl) ? [] : [azureError('AZURE_VAULT_URL', {}, info.place('vaultUrl'))]),
    ...cloudFaults(fields, info),
  ];
}

function isVaultUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'https:' && url.search === '' && url.hash === '' && url.username === '';
}

function cloudFaults(fields: AzureFields, info: StoreInfo): readonly EsrError[] {
  const { customCloudConfig: custom, environmentType, useAzureSDK = false } = fields;
  const fault = (why: string, field: string) => azureError('AZURE_CLOUD', { why }, info.place(field));
  return [
    ...(custom !== undefined && !useAzureSDK
      ? [fault('customCloudConfig needs useAzureSDK: true', 'customCloudConfig')]
      : []),
    ...(custom !== undefined && custom.activeDirectoryEndpoint === ''
      ? [fault('customCloudConfig needs an activeDirectoryEndpoint', 'customCloudConfig')]
      : []),
    ...(environmentType === 'AzureStackCloud' && custom === undefined
      ? [fault('AzureStackCloud needs a customCloudConfig', 'environmentType')]
      : []),
    ...(environmentType === 'GermanCloud' && useAzureSDK
      ? [fault('the newer client does not know GermanCloud, which was closed in 2021', 'environmentType')]
      : []),
  ];
}
