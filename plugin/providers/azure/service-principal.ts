import { azureError } from '../../errors/azure.ts';
import type { ProviderContext } from '../provider.ts';
import type { AzureAuth } from './azure-auth.ts';
import { certificateAssertion } from './certificate-assertion.ts';
import type { AzureClient } from './client-token.ts';

/**
 * Reads the application of `authType: ServicePrincipal`, with a secret or a certificate.
 *
 * @throws ManifestError `AZURE_AUTH` for what is missing or doubled.
 */
export async function servicePrincipal(auth: AzureAuth, context: ProviderContext): Promise<AzureClient> {
  const { tenantId, secrets, place } = auth;
  const fail = (why: string, hint: string) => azureError('AZURE_AUTH', { why, hint }, place);
  if (!tenantId) throw fail('has no tenantId', 'set tenantId to the id of the Entra tenant');
  const { clientId, clientSecret, clientCertificate } = secrets ?? {};
  if (clientId === undefined || (clientSecret === undefined && clientCertificate === undefined)) {
    throw fail('lacks a reference', 'authSecretRef needs clientId, and clientSecret or clientCertificate');
  }
  if (clientSecret !== undefined && clientCertificate !== undefined) {
    throw fail('has both a clientSecret and a clientCertificate', 'keep one of them');
  }
  const [id, secret, certificate] = await Promise.all([
    context.secretKey(clientId),
    clientSecret === undefined ? undefined : context.secretKey(clientSecret),
    clientCertificate === undefined ? undefined : context.secretKey(clientCertificate),
  ]);
  const application = { tenantId, clientId: id.reveal().toString('utf8') };
  if (secret !== undefined) return { ...application, proof: { secret } };
  const pem = certificate?.reveal().toString('utf8') ?? '';
  const assertion = certificateAssertion(pem, application.clientId, clientCertificate?.place ?? place, context);
  return { ...application, proof: { assertion } };
}
