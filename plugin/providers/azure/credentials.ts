import { azureError } from '../../errors/azure.ts';
import { faultsOf } from '../../errors/esr-error.ts';
import type { AccessToken } from '../access-token.ts';
import { mayStandIn } from '../may-stand-in.ts';
import type { ProviderContext } from '../provider.ts';
import type { AzureAuth } from './azure-auth.ts';

/**
 * Obtains a token of Microsoft Entra ID.
 *
 * @remarks
 * ESO: `providers/v1/azure/keyvault/keyvault.go`, `authorizerFor…`; `keyvault_new_sdk.go`, `build…Credential`.
 *
 * @param scope - What for, such as `https://vault.azure.net/.default`.
 * @throws EsrError when it cannot be had.
 */
export async function azureToken(auth: AzureAuth, scope: string, context: ProviderContext): Promise<AccessToken> {
  if (context.preferAmbient) return await ambient(auth, scope, context);
  try {
    return await declared(auth, scope, context);
  } catch (thrown) {
    if (!mayStandIn(thrown, context) && !isNobody(thrown, context)) throw thrown;
    context.warn({
      code: 'AMBIENT_CREDENTIALS',
      says: `${whatOf(auth)} cannot be had here: Azure is read with the identity of the process instead`,
      hint: 'credentials.mode: declared makes this an error, ambient asks for it',
      place: auth.place,
    });
    return await ambient(auth, scope, context);
  }
}

async function declared(auth: AzureAuth, scope: string, context: ProviderContext): Promise<AccessToken> {
  if (auth.method !== 'ServicePrincipal') checkReceiver(auth, scope);
  if (auth.method === 'ManagedIdentity') {
    const { managedIdentityToken } = await import('./sdk-credential.ts');
    return await managedIdentityToken(auth, scope, context);
  }
  const { clientToken } = await import('./client-token.ts');
  if (auth.method === 'ServicePrincipal') {
    const { servicePrincipal } = await import('./service-principal.ts');
    return await clientToken(auth, await servicePrincipal(auth, context), scope, context);
  }
  const { workloadIdentity } = await import('./workload-identity.ts');
  return await clientToken(auth, await workloadIdentity(auth, context), scope, context);
}

async function ambient(auth: AzureAuth, scope: string, context: ProviderContext): Promise<AccessToken> {
  checkReceiver(auth, scope);
  const { processToken } = await import('./sdk-credential.ts');
  return await processToken(auth, scope, context);
}

/**
 * A token for Key Vault opens every vault that its owner may read: one that the store did not bring goes to Azure's own hosts.
 *
 * @remarks The operator's newer client checks the same of every token (the SDK's challenge resource verification).
 */
function checkReceiver({ receiver, place }: AzureAuth, scope: string): void {
  const domain = new URL(scope).hostname;
  if (receiver === undefined || receiver.endsWith(`.${domain}`)) return;
  throw azureError('AZURE_VAULT_DOMAIN', { host: receiver, domain }, place);
}

/** A pod's identity that a laptop does not have: people who preview have one of their own. */
function isNobody(thrown: unknown, { ambient, ambientFallback, namedMustExist }: ProviderContext): boolean {
  if (!ambient || ambientFallback !== true || namedMustExist === true) return false;
  return faultsOf(thrown)?.every(({ code }) => code === 'STORE_NO_CREDENTIALS') ?? false;
}

function whatOf({ method, account }: AzureAuth): string {
  if (account !== undefined) return `a token of ServiceAccount "${account.namespace}/${account.name}"`;
  return method === 'ServicePrincipal' ? 'what authSecretRef names' : `the ${method} of the pod`;
}
