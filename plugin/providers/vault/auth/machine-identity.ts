import { HttpFault } from '../../../errors/http-fault.ts';
import { policyError } from '../../../errors/policy.ts';
import { storeError } from '../../../errors/store.ts';
import type { Place } from '../../../model/place.ts';
import type { ProviderContext } from '../../provider.ts';

/**
 * The identity token of the Google machine that this runs on.
 *
 * @throws PolicyError where the store may not use the process's identity.
 */
export async function machineIdentity(audience: string, context: ProviderContext, place: Place): Promise<string> {
  if (!context.ambient) throw policyError('AMBIENT_REFUSED', { of: 'Google Cloud' }, place);
  const host = context.env('GCE_METADATA_HOST') || 'metadata.google.internal';
  const query = `audience=${encodeURIComponent(audience)}&format=full`;
  const url = `http://${host}/computeMetadata/v1/instance/service-accounts/default/identity?${query}`;
  const call = 'the identity token of this machine';
  const answer = await context.retry(async () => {
    const given = await context.http(url, { headers: { 'Metadata-Flavor': 'Google' } });
    if (given.status === 200) return given;
    const needs = 'a machine of Google Cloud with a service account';
    const options = { cause: new HttpFault(given.status, given.headers) };
    throw storeError('STORE_REFUSED', { call, status: given.status, needs }, undefined, options);
  });
  const token = answer.body.toString('utf8').trim();
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) throw storeError('STORE_ANSWER', { call, host });
  return token;
}
