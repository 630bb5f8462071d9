import { gcpError } from '../../errors/gcp.ts';
import type { JsonObject } from '../../model/document.ts';
import type { AccessToken } from '../access-token.ts';
import type { ProviderContext } from '../provider.ts';
import { tokenRequest } from '../token-request.ts';
import { exchangeToken } from './exchange-token.ts';
import { readExternalAccount } from './external-account.ts';
import { googleUrl } from './google-url.ts';
import { impersonate } from './impersonate.ts';
import { oauthToken } from './oauth-token.ts';
import { serviceAccountKeyToken } from './service-account-key.ts';
import { subjectToken } from './subject-token.ts';

/** Signs in with what stands in a credentials file of Google's, by its type. */
type SignIn = (file: JsonObject, name: string, context: ProviderContext) => Promise<AccessToken>;

/** golang.org/x/oauth2 `google/google.go`, `tokenSource`. */
const types = new Map<unknown, SignIn>([
  ['service_account', (file, name, context) => serviceAccountKeyToken(file, { field: name }, context)],
  ['authorized_user', (file, name, context) => refreshed('https://oauth2.googleapis.com/token', file, name, context)],
  [
    'external_account_authorized_user',
    (file, name, context) => refreshed(textOf(file, 'token_url', name), file, name, context),
  ],
  ['external_account', (file, _name, context) => external(file, context)],
  ['impersonated_service_account', (file, name, context) => impersonated(file, name, context)],
]);

/**
 * Signs in with a credentials file.
 *
 * @param name - Of the file, for errors.
 * @throws ManifestError `GCP_CREDENTIALS_FILE`
 */
export async function credentialsFileToken(
  file: JsonObject,
  name: string,
  context: ProviderContext,
): Promise<AccessToken> {
  const signIn = types.get(file['type']);
  if (signIn === undefined) {
    throw gcpError('GCP_CREDENTIALS_FILE', { file: name, why: `its type is none of ${[...types.keys()].join(', ')}` });
  }
  return await signIn(file, name, context);
}

function textOf(file: JsonObject, field: string, name: string): string {
  const value = file[field];
  if (typeof value === 'string' && value !== '') return value;
  throw gcpError('GCP_CREDENTIALS_FILE', { file: name, why: `it has no ${field}` });
}

/** A person who has signed in with gcloud. */
async function refreshed(url: string, file: JsonObject, name: string, context: ProviderContext): Promise<AccessToken> {
  const secrets = {
    client_secret: textOf(file, 'client_secret', name),
    refresh_token: textOf(file, 'refresh_token', name),
  };
  for (const secret of Object.values(secrets)) context.conceal(secret);
  const call = 'a token of the person who has signed in';
  const answer = await tokenRequest(
    {
      url: googleUrl(url, 'ESR_GCP_TOKEN_ENDPOINT', context),
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: textOf(file, 'client_id', name),
        ...secrets,
      }),
      call,
      hint: 'sign in again: gcloud auth application-default login',
    },
    context,
  );
  return oauthToken(answer, { call, host: new URL(url).host }, context);
}

async function external(file: JsonObject, context: ProviderContext): Promise<AccessToken> {
  const read = readExternalAccount(file);
  const account = { ...read, tokenUrl: read.tokenUrl || `https://sts.${read.universe}/v1/token` };
  return await exchangeToken(account, await subjectToken(account, context), context);
}

async function impersonated(file: JsonObject, name: string, context: ProviderContext): Promise<AccessToken> {
  const source = file['source_credentials'];
  if (typeof source !== 'object' || source === null || Array.isArray(source)) {
    throw gcpError('GCP_CREDENTIALS_FILE', { file: name, why: 'it has no source_credentials' });
  }
  const url = textOf(file, 'service_account_impersonation_url', name);
  const delegates = Array.isArray(file['delegates']) ? (file['delegates'] as readonly string[]) : [];
  const base = await credentialsFileToken(source as JsonObject, name, context);
  return await impersonate({ url, delegates }, base, context);
}
