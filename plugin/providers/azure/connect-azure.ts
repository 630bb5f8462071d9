import type { Client, ProviderContext } from '../provider.ts';
import { openTokenSource } from '../token-source.ts';
import { azureFault } from './azure-fault.ts';
import { AzureRefusal } from './azure-refusal.ts';
import type { AzureSpec } from './azure-spec.ts';
import { azureWriter } from './azure-writer.ts';
import { azureToken } from './credentials.ts';
import { findObjects } from './find-objects.ts';
import { type KeyVault, openKeyVault } from './key-vault.ts';
import { keyVaultResource } from './key-vault-resource.ts';
import { readObject } from './object-reader.ts';
import { vaultConnection } from './vault-connection.ts';

/** Signs in to a vault. */
export async function connectAzure(spec: AzureSpec, context: ProviderContext): Promise<Client> {
  const { vaultUrl, isNewClient } = spec;
  const auth = { ...spec.auth, receiver: new URL(vaultUrl).hostname };
  const resource = await keyVaultResource(spec, context);
  const token = await openTokenSource(() => azureToken(auth, `${resource}/.default`, context), context.now);
  const vault = openKeyVault(vaultConnection({ url: vaultUrl, resource }, token, context));
  const reading = { vault, isNewClient };
  return {
    batch: 1, // there is no call for several
    read: (refs) => Promise.all(refs.map((ref) => readObject(ref, reading))),
    find: (query) => findObjects(query, vault, context),
    check: () => check(vault),
    writer: azureWriter(reading),
  };
}

/** Asks for one name. An identity that may not list has been recognised all the same. */
async function check({ secrets, host }: KeyVault): Promise<void> {
  try {
    await secrets.listPropertiesOfSecrets().byPage({ maxPageSize: 1 }).next();
  } catch (thrown) {
    if (thrown instanceof AzureRefusal && thrown.status === 403) return;
    throw azureFault(thrown, { action: 'list', type: 'secret', host });
  }
}
