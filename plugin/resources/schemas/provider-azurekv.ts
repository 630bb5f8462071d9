import type { Field } from './field.ts';

/** `spec.provider.azurekv` of a store, v1. */
export const azurekvFields = (): readonly Field[] => [
  { path: 'authSecretRef', type: 'object' },
  { path: 'authSecretRef.clientCertificate', type: 'SecretKeySelector' },
  { path: 'authSecretRef.clientId', type: 'SecretKeySelector' },
  { path: 'authSecretRef.clientSecret', type: 'SecretKeySelector' },
  { path: 'authSecretRef.tenantId', type: 'SecretKeySelector' },
  {
    path: 'authType',
    type: 'string',
    default: 'ServicePrincipal',
    allowed: ['ServicePrincipal', 'ManagedIdentity', 'WorkloadIdentity'],
  },
  { path: 'customCloudConfig', type: 'object' },
  { path: 'customCloudConfig.activeDirectoryEndpoint', type: 'string', required: true },
  { path: 'customCloudConfig.keyVaultDNSSuffix', type: 'string' },
  { path: 'customCloudConfig.keyVaultEndpoint', type: 'string' },
  { path: 'customCloudConfig.resourceManagerEndpoint', type: 'string' },
  {
    path: 'environmentType',
    type: 'string',
    default: 'PublicCloud',
    allowed: ['PublicCloud', 'USGovernmentCloud', 'ChinaCloud', 'GermanCloud', 'AzureStackCloud'],
  },
  { path: 'identityId', type: 'string' },
  { path: 'serviceAccountRef', type: 'ServiceAccountSelector' },
  { path: 'tenantId', type: 'string' },
  { path: 'useAzureSDK', type: 'bool', default: false },
  { path: 'vaultUrl', type: 'string', required: true },
];
