import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gcpError } from '../../errors/gcp.ts';
import { policyError } from '../../errors/policy.ts';
import { storeError } from '../../errors/store.ts';
import type { JsonObject } from '../../model/document.ts';
import type { Place } from '../../model/place.ts';
import type { AccessToken } from '../access-token.ts';
import { parseJsonObject } from '../parse-json-object.ts';
import type { ProviderContext } from '../provider.ts';
import { cloudPlatform } from './cloud-platform.ts';
import { credentialsFileToken } from './credentials-file.ts';
import { askMetadataServer } from './metadata-server.ts';
import { oauthToken } from './oauth-token.ts';

/**
 * The identity of the process: application default credentials, in Google's order.
 *
 * @remarks
 * `GOOGLE_APPLICATION_CREDENTIALS`, the file that gcloud writes, the metadata server.
 * https://cloud.google.com/docs/authentication/application-default-credentials
 * @throws PolicyError where the store may not use it, StoreError where there is none.
 */
export async function defaultCredentials(place: Place, context: ProviderContext): Promise<AccessToken> {
  if (!context.ambient) throw policyError('AMBIENT_REFUSED', { of: 'Google Cloud' }, place);
  const file = await defaultFile(context);
  if (file !== undefined) return await credentialsFileToken(file.content, file.name, context);
  const answer = await askMetadataServer(
    `instance/service-accounts/default/token?scopes=${encodeURIComponent(cloudPlatform)}`,
    context,
  );
  if (answer !== undefined) {
    const asked = { call: 'a token of this machine', host: 'the metadata server' };
    return oauthToken(parseJsonObject(answer) ?? {}, asked, context);
  }
  throw storeError(
    'STORE_NO_CREDENTIALS',
    {
      of: 'Google Cloud',
      hint: 'looked for GOOGLE_APPLICATION_CREDENTIALS, the file of gcloud auth application-default login, and the metadata server; give the process one of them, or the store an auth block',
    },
    place,
  );
}

/** The project that a default credentials file belongs to, where it says so. */
export async function defaultProject(context: ProviderContext): Promise<string | undefined> {
  const file = await defaultFile(context);
  const { project_id: own, quota_project_id: quota } = file?.content ?? {};
  return [own, quota].find((project): project is string => typeof project === 'string' && project !== '');
}

async function defaultFile({ env }: ProviderContext): Promise<{ content: JsonObject; name: string } | undefined> {
  const named = env('GOOGLE_APPLICATION_CREDENTIALS');
  const name = named || wellKnownFile(env);
  if (name === undefined) return undefined;
  const text = await readFile(name, 'utf8').catch(() => undefined);
  if (text === undefined && !named) return undefined;
  const content = text === undefined ? undefined : parseJsonObject(text);
  if (content !== undefined) return { content, name };
  const why = text === undefined ? 'it cannot be read' : 'it is no JSON object';
  throw gcpError('GCP_CREDENTIALS_FILE', { file: name, why });
}

function wellKnownFile(env: ProviderContext['env']): string | undefined {
  const [own, windows, home] = ['CLOUDSDK_CONFIG', 'APPDATA', 'HOME'].map(env);
  const folder = own || (windows && path.join(windows, 'gcloud')) || (home && path.join(home, '.config', 'gcloud'));
  return folder ? path.join(folder, 'application_default_credentials.json') : undefined;
}
