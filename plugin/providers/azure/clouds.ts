/** One of Azure's clouds: who signs in, and for what. */
export interface AzureCloud {
  /** The login host, as a URL without a final slash; empty where a custom cloud has to say. */
  readonly authority: string;
  /** What a token for Key Vault is asked for; empty where the vault has to say. */
  readonly keyVault: string;
  /** What a token for the management API is asked for. */
  readonly management: string;
}

/**
 * The clouds, by `environmentType`.
 *
 * @remarks ESO: `providers/v1/azure/keyvault/keyvault.go`, `AadEndpointForType`, `kvResourceForProviderConfig`.
 */
export const azureClouds: ReadonlyMap<string, AzureCloud> = new Map([
  [
    'PublicCloud',
    {
      authority: 'https://login.microsoftonline.com',
      keyVault: 'https://vault.azure.net',
      management: 'https://management.core.windows.net',
    },
  ],
  [
    'USGovernmentCloud',
    {
      authority: 'https://login.microsoftonline.us',
      keyVault: 'https://vault.usgovcloudapi.net',
      management: 'https://management.core.usgovcloudapi.net',
    },
  ],
  [
    'ChinaCloud',
    {
      authority: 'https://login.chinacloudapi.cn',
      keyVault: 'https://vault.azure.cn',
      management: 'https://management.core.chinacloudapi.cn',
    },
  ],
  [
    'GermanCloud',
    {
      authority: 'https://login.microsoftonline.de',
      keyVault: 'https://vault.microsoftazure.de',
      management: 'https://management.core.cloudapi.de',
    },
  ],
  ['AzureStackCloud', { authority: '', keyVault: '', management: '' }],
]);
