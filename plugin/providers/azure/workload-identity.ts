import { readFile } from 'node:fs/promises';
import { azureError } from '../../errors/azure.ts';
import { manifestError } from '../../errors/manifest.ts';
import { policyError } from '../../errors/policy.ts';
import { storeError } from '../../errors/store.ts';
import type { KeyReference, ProviderContext, ServiceAccountReference } from '../provider.ts';
import type { AzureAuth } from './azure-auth.ts';
import type { AzureClient } from './client-token.ts';

const clientAnnotation = 'azure.workload.identity/client-id';
const tenantAnnotation = 'azure.workload.identity/tenant-id';
const audience = 'api://AzureADTokenExchange';

/**
 * Reads the application of `authType: WorkloadIdentity`, which a token of a ServiceAccount proves.
 *
 * @throws ManifestError `AZURE_AUTH` for what is missing or doubled; StoreError where the pod has no such identity.
 */
export async function workloadIdentity(auth: AzureAuth, context: ProviderContext): Promise<AzureClient> {
  return auth.account === undefined ? await podIdentity(auth, context) : await ofAccount(auth, auth.account, context);
}

/** What the webhook of Azure Workload Identity puts into a pod. */
async function podIdentity({ place }: AzureAuth, context: ProviderContext): Promise<AzureClient> {
  if (!context.ambient) throw policyError('AMBIENT_REFUSED', { of: 'Azure' }, place);
  const [clientId, tenantId, file] = ['AZURE_CLIENT_ID', 'AZURE_TENANT_ID', 'AZURE_FEDERATED_TOKEN_FILE'].map(
    context.env,
  );
  if (!clientId || !tenantId || !file) {
    const hint =
      'the pod needs AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_FEDERATED_TOKEN_FILE, which the webhook sets where the pod has the label azure.workload.identity/use: "true"; or name a serviceAccountRef';
    throw storeError('STORE_NO_CREDENTIALS', { of: 'the workload identity of the pod', hint }, place);
  }
  const token = await readFile(file, 'utf8').catch(() => {
    const hint = `AZURE_FEDERATED_TOKEN_FILE names ${file}, which cannot be read`;
    throw storeError('STORE_NO_CREDENTIALS', { of: 'the workload identity of the pod', hint }, place);
  });
  context.conceal(token.trim());
  return { clientId, tenantId, proof: { assertion: () => token.trim() } };
}

async function ofAccount(
  auth: AzureAuth,
  account: ServiceAccountReference,
  context: ProviderContext,
): Promise<AzureClient> {
  const { namespace, name, place } = account;
  const annotations = await context.serviceAccountAnnotations(account);
  if (annotations === undefined) {
    const needs = 'the application of Entra ID to use';
    throw manifestError('SERVICE_ACCOUNT_UNKNOWN', { namespace, name, needs }, place);
  }
  const annotated = (key: string) => (Object.hasOwn(annotations, key) ? annotations[key] : undefined);
  const application = auth.isStrict
    ? await fromOnePlace(auth, annotated, context)
    : { clientId: annotated(clientAnnotation), tenantId: auth.tenantId || annotated(tenantAnnotation) };
  const { clientId, tenantId } = application;
  const hint = `annotate ServiceAccount "${namespace}/${name}"`;
  if (!clientId)
    throw azureError('AZURE_AUTH', { why: 'has no client id', hint: `${hint} with ${clientAnnotation}` }, place);
  if (!tenantId) {
    const how = `set tenantId, or ${hint} with ${tenantAnnotation}`;
    throw azureError('AZURE_AUTH', { why: 'has no tenantId', hint: how }, place);
  }
  const token = await context.serviceAccountToken({ ...account, audiences: [audience, ...account.audiences] });
  return { clientId, tenantId, proof: { assertion: () => token.reveal().toString('utf8') } };
}

/** Client and tenant may each stand in a Secret or be annotated, and not both. */
async function fromOnePlace(
  { secrets, tenantId, place }: AzureAuth,
  annotated: (key: string) => string | undefined,
  context: ProviderContext,
): Promise<{ readonly clientId: string | undefined; readonly tenantId: string | undefined }> {
  const fail = (why: string, hint: string) => azureError('AZURE_AUTH', { why, hint }, place);
  if (secrets !== undefined && secrets.clientId === undefined) {
    throw fail('lacks a reference', 'authSecretRef needs clientId, or leave authSecretRef out');
  }
  const text = async (reference: KeyReference | undefined) =>
    reference === undefined ? undefined : (await context.secretKey(reference)).reveal().toString('utf8');
  const [ownClient, secretTenant] = await Promise.all([text(secrets?.clientId), text(secrets?.tenantId)]);
  const ownTenant = secretTenant || tenantId;
  const [client, tenant] = [annotated(clientAnnotation), annotated(tenantAnnotation)];
  if (ownClient && client !== undefined) {
    throw fail('has two client ids', `keep authSecretRef.clientId or the annotation ${clientAnnotation}`);
  }
  if (ownTenant && tenant !== undefined) {
    throw fail('has two tenant ids', `keep tenantId or the annotation ${tenantAnnotation}`);
  }
  return { clientId: client ?? ownClient, tenantId: (tenant ?? ownTenant) || context.env('AZURE_TENANT_ID') };
}
