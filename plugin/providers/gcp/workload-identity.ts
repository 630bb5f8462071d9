import { gcpError } from '../../errors/gcp.ts';
import { manifestError } from '../../errors/manifest.ts';
import type { AccessToken } from '../access-token.ts';
import type { ProviderContext } from '../provider.ts';
import { tokenRequest } from '../token-request.ts';
import { cloudPlatform } from './cloud-platform.ts';
import type { GcpAuth } from './gcp-auth.ts';
import { googleUrl } from './google-url.ts';
import { impersonate, impersonationUrl } from './impersonate.ts';
import { askMetadataServer } from './metadata-server.ts';
import { oauthToken } from './oauth-token.ts';

/** Names the service account of Google Cloud that a ServiceAccount stands for. */
export const accountAnnotation = 'iam.gke.io/gcp-service-account';

const bindingUrl = 'https://securetoken.googleapis.com/v1/identitybindingtoken';

/**
 * Signs in as a ServiceAccount of a GKE cluster.
 *
 * @remarks
 * ESO: `workload_identity.go`. The ServiceAccount's token is exchanged for one of the workload pool; where
 * the ServiceAccount is annotated, that one then takes the place of the service account named there.
 */
export async function workloadIdentityToken(
  { account, ...cluster }: NonNullable<GcpAuth['workloadIdentity']>,
  context: ProviderContext,
): Promise<AccessToken> {
  const { namespace, name, place } = account;
  const annotations = await context.serviceAccountAnnotations(account);
  if (annotations === undefined) {
    const needs = 'the service account of Google Cloud to use';
    throw manifestError('SERVICE_ACCOUNT_UNKNOWN', { namespace, name, needs }, place);
  }
  const fact = async (field: string, written: string | undefined, path: string): Promise<string> => {
    const value = written ?? (context.ambient ? await askMetadataServer(path, context) : undefined);
    if (value === undefined || value === '') throw gcpError('GCP_CLUSTER', { field }, place);
    return value;
  };
  const project = await fact('clusterProjectID', cluster.clusterProjectId, 'project/project-id');
  const location = await fact('clusterLocation', cluster.clusterLocation, 'instance/attributes/cluster-location');
  const clusterName = await fact('clusterName', cluster.clusterName, 'instance/attributes/cluster-name');
  const pool = `${project}.svc.id.goog`;
  const provider = `https://container.googleapis.com/v1/projects/${project}/locations/${location}/clusters/${clusterName}`;

  const token = await context.serviceAccountToken({ ...account, audiences: [pool, ...account.audiences] });
  const call = `the exchange of a token of ServiceAccount ${namespace}/${name}`;
  const answer = await tokenRequest(
    {
      url: googleUrl(bindingUrl, 'ESR_GCP_TOKEN_ENDPOINT', context),
      body: {
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
        requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        subject_token: token.reveal().toString('utf8'),
        audience: `identitynamespace:${pool}:${provider}`,
        scope: cloudPlatform,
      },
      call,
      hint: 'see whether workload identity is enabled in the cluster, and its project, location and name are right',
    },
    context,
  );
  const bound = oauthToken(answer, { call, host: new URL(bindingUrl).host }, context);
  const email = Object.hasOwn(annotations, accountAnnotation) ? annotations[accountAnnotation] : undefined;
  return email ? await impersonate({ url: impersonationUrl(email) }, bound, context) : bound;
}
