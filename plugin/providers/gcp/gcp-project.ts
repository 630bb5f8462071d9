import { gcpError } from '../../errors/gcp.ts';
import type { ProviderContext } from '../provider.ts';
import { defaultProject } from './default-credentials.ts';
import type { GcpSpec } from './gcp-spec.ts';
import { askMetadataServer } from './metadata-server.ts';

/**
 * The project of a store's secrets.
 *
 * @remarks
 * ESO: `provider.go`, `clusterProjectID`. With a key the store has to name it. Where the operator asks the
 * metadata server and there is none, the environment and the credentials of the process may know.
 * @throws ManifestError `GCP_PROJECT`
 */
export async function gcpProject({ projectId, auth }: GcpSpec, context: ProviderContext): Promise<string> {
  if (projectId !== '') return projectId;
  const { place } = auth;
  if (auth.key !== undefined)
    throw gcpError('GCP_PROJECT', { hint: 'set projectID: a key does not stand for it' }, place);
  if (!context.ambient) throw gcpError('GCP_PROJECT', { hint: 'set projectID' }, place);
  const own = await askMetadataServer('project/project-id', context);
  if (own !== undefined && own !== '') return own;
  const found = context.env('GOOGLE_CLOUD_PROJECT') || (await defaultProject(context));
  if (found === undefined) {
    const hint = 'set projectID; looked at the metadata server, GOOGLE_CLOUD_PROJECT and the default credentials';
    throw gcpError('GCP_PROJECT', { hint }, place);
  }
  context.warn({
    code: 'GCP_PROJECT_ASSUMED',
    says: `the store names no projectID: "${found}" is read, the project of this process`,
    hint: 'set projectID, or the operator may read another one',
    place,
  });
  return found;
}
