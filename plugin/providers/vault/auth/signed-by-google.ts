import { HttpFault } from '../../../errors/http-fault.ts';
import { manifestError } from '../../../errors/manifest.ts';
import { storeError } from '../../../errors/store.ts';
import { vaultError } from '../../../errors/vault.ts';
import type { JsonObject } from '../../../model/document.ts';
import type { ProviderContext, ServiceAccountReference } from '../../provider.ts';

const annotation = 'iam.gke.io/gcp-service-account';

/** A cluster of GKE, as far as it is known. */
export interface GkeCluster {
  readonly project: string | undefined;
  readonly location: string | undefined;
  readonly name: string | undefined;
}

/**
 * Has Google sign a token for the Google service account that a Kubernetes ServiceAccount stands for (workload identity).
 *
 * @remarks
 * The ServiceAccount's token is exchanged for one of Google's, and with that the IAM credentials service signs:
 * https://cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token and
 * https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/signJwt
 */
export async function signedByGoogle(
  reference: ServiceAccountReference,
  { project, location, name }: GkeCluster,
  audience: string,
  context: ProviderContext,
): Promise<string> {
  const { namespace, place } = reference;
  if (project === undefined || location === undefined || name === undefined) {
    const needs = 'clusterProjectID, clusterLocation and clusterName of its workloadIdentity';
    throw vaultError('VAULT_AUTH_FIELD', { field: 'auth.gcp', needs }, place);
  }
  const annotations = await context.serviceAccountAnnotations(reference);
  if (annotations === undefined) {
    const facts = { namespace, name: reference.name, needs: 'workload identity' };
    throw manifestError('SERVICE_ACCOUNT_UNKNOWN', facts, place);
  }
  const email = Object.hasOwn(annotations, annotation) ? annotations[annotation] : undefined;
  if (email === undefined) {
    throw manifestError('SERVICE_ACCOUNT_ANNOTATION', { namespace, name: reference.name, annotation }, place);
  }
  const pool = `${project}.svc.id.goog`;
  const own = await context.serviceAccountToken({ ...reference, audiences: [pool, ...reference.audiences] });
  const cluster = `https://container.googleapis.com/v1/projects/${project}/locations/${location}/clusters/${name}`;
  const exchanged = await post(context, 'STS', '/v1/token', {}, 'access_token', {
    grantType: 'urn:ietf:params:oauth:grant-type:token-exchange',
    audience: `identitynamespace:${pool}:${cluster}`,
    scope: 'https://www.googleapis.com/auth/cloud-platform',
    requestedTokenType: 'urn:ietf:params:oauth:token-type:access_token',
    subjectTokenType: 'urn:ietf:params:oauth:token-type:jwt',
    subjectToken: own.reveal().toString('utf8'),
  });
  const issued = Math.floor(context.now() / 1000);
  const payload = JSON.stringify({ aud: audience, sub: email, iat: issued, exp: issued + 600 });
  const headers = { authorization: `Bearer ${exchanged}` };
  const path = `/v1/projects/-/serviceAccounts/${encodeURIComponent(email)}:signJwt`;
  return await post(context, 'IAMCREDENTIALS', path, headers, 'signedJwt', { payload });
}

const hosts = { STS: 'https://sts.googleapis.com', IAMCREDENTIALS: 'https://iamcredentials.googleapis.com' } as const;

/** Asks one of the two services for one text. Their addresses can be set as for Google's own tools. */
async function post(
  context: ProviderContext,
  service: keyof typeof hosts,
  path: string,
  headers: Readonly<Record<string, string>>,
  wanted: string,
  body: JsonObject,
): Promise<string> {
  const base = context.env(`CLOUDSDK_API_ENDPOINT_OVERRIDES_${service}`)?.replace(/\/+$/, '') || hosts[service];
  const call = service === 'STS' ? "the exchange of the ServiceAccount's token" : 'signJwt';
  const answer = await context.retry(async () => {
    const given = await context.http(`${base}${path}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (given.status === 200) return given;
    const needs = 'roles/iam.workloadIdentityUser on the Google service account';
    const options = { cause: new HttpFault(given.status, given.headers) };
    throw storeError('STORE_REFUSED', { call, status: given.status, needs }, undefined, options);
  });
  const text = textIn(answer.body, wanted);
  if (text === undefined) throw storeError('STORE_ANSWER', { call, host: new URL(base).host });
  context.conceal(text);
  return text;
}

function textIn(body: Buffer, name: string): string | undefined {
  try {
    const value = (JSON.parse(body.toString('utf8')) as Readonly<Record<string, unknown>> | null)?.[name];
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
