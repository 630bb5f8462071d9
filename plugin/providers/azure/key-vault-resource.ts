import { azureError } from '../../errors/azure.ts';
import type { ProviderContext } from '../provider.ts';
import type { AzureSpec } from './azure-spec.ts';

/**
 * What a token for a vault is asked for. The vault of a custom cloud has to be asked.
 *
 * @remarks
 * A vault answers a request without a token with the resource that it wants one for. That has to be a part of its own domain:
 * else a vault could have itself be given a token for somebody else.
 * @throws ManifestError `AZURE_CLOUD`
 */
export async function keyVaultResource(
  { resource, vaultUrl, auth }: AzureSpec,
  context: ProviderContext,
): Promise<string> {
  if (resource !== '') return resource;
  const answer = await context.retry(() => context.http(`${vaultUrl}/secrets?api-version=7.4&maxresults=1`));
  const challenge = answer.headers['www-authenticate'] ?? '';
  const wanted = /\bresource="?(https:\/\/[^",\s]+)"?/.exec(challenge)?.[1]?.replace(/\/+$/, '');
  const host = wanted !== undefined && URL.canParse(wanted) ? new URL(wanted).hostname : undefined;
  if (wanted !== undefined && host !== undefined && new URL(vaultUrl).hostname.endsWith(`.${host}`)) return wanted;
  const why = 'the vault does not say what a token is asked for; set customCloudConfig.keyVaultEndpoint';
  throw azureError('AZURE_CLOUD', { why }, auth.place);
}
