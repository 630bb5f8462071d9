import { azureError } from '../../errors/azure.ts';
import type { RemoteRef } from '../../model/remote.ts';
import type { EntryRef, Provider } from '../provider.ts';
import { extractAzure, selectAzure } from './azure-property.ts';
import { readAzureSpec } from './azure-spec.ts';
import { objectName } from './object-name.ts';
import { validateAzure } from './validate-azure.ts';

// Azure Key Vault: secrets, keys and certificates. ESO: providers/v1/azure/keyvault.

/** Azure Key Vault. */
export const provider: Provider = {
  capabilities: 'ReadWrite',
  validate: validateAzure,
  open(fields, info) {
    const spec = readAzureSpec(fields, info);
    return {
      identity: JSON.stringify(spec, (key, value: unknown) => (key === 'place' ? undefined : value)),
      ignoresProperty: true,
      checkPush: async ({ metadata }) => void (await import('./push-metadata.ts')).azurePushMetadata(metadata),
      ref: refOf,
      select: selectAzure,
      extract: extractAzure,
      async connect(context) {
        const { connectAzure } = await import('./connect-azure.ts');
        return await connectAzure(spec, context);
      },
    };
  },
};

/** `secret/NAME` and what stands behind a name are other words for the same. */
function refOf({ key, version, metadataPolicy }: EntryRef, use?: 'select' | 'extract'): RemoteRef {
  const { type, name } = objectName(key);
  if (use === 'extract' && type !== 'secret') {
    throw azureError('AZURE_EXTRACT', { key, what: type === 'key' ? 'key' : 'certificate' });
  }
  return {
    key: type === 'secret' ? name : `${type}/${name}`,
    ...(version ? { version } : {}),
    ...(metadataPolicy === 'Fetch' ? { metadataPolicy } : {}),
  };
}
