import { policyError } from '../../../errors/policy.ts';
import { storeError } from '../../../errors/store.ts';
import { tokenRequest } from '../../token-request.ts';
import type { AuthMethod } from './auth-method.ts';

const usualResource = 'https://management.azure.com/';

/** `azureAuthCredentials`: the managed identity of the Azure machine that this runs on. */
export const method: AuthMethod = async (_fields, { text, optional, context, place }) => {
  const [identityId, resource] = await Promise.all([text('identityId'), optional('resource')]);
  if (!context.ambient) throw policyError('AMBIENT_REFUSED', { of: 'Azure' }, place('identityId'));
  // As Azure's own libraries: the variable puts another metadata service in place of the machine's.
  const host = context.env('AZURE_POD_IDENTITY_AUTHORITY_HOST') || 'http://169.254.169.254';
  const query = new URLSearchParams({ 'api-version': '2018-02-01', resource: resource || usualResource });
  const url = `${host.replace(/\/+$/, '')}/metadata/identity/oauth2/token?${query}`;
  const call = 'the token of the managed identity';
  const { access_token: jwt } = await tokenRequest({ url, headers: { metadata: 'true' }, call }, context);
  if (typeof jwt !== 'string') throw storeError('STORE_ANSWER', { call, host: new URL(url).host });
  context.conceal(jwt);
  return { path: 'azure-auth', body: { identityId, jwt } };
};
