import { gcpError } from '../../errors/gcp.ts';
import type { ProviderContext } from '../provider.ts';
import { tokenRequest } from '../token-request.ts';
import type { CredentialSource, ExternalAccount } from './external-account.ts';

/** Credentials of AWS, for a signed proof of who we are there. */
export interface AwsProof {
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly token?: string;
}

/** Signs a GetCallerIdentity request, which is what Google takes as a token of an AWS identity. */
export async function awsSubjectToken(
  { audience, subjectTokenType }: ExternalAccount,
  proof: AwsProof,
): Promise<string> {
  const { AwsClient } = await import('google-auth-library');
  const { region, ...credentials } = proof;
  // Nothing is sent: the library signs, and its own request for a token is never made.
  const client = new AwsClient({
    type: 'external_account',
    audience,
    subject_token_type: subjectTokenType,
    token_url: 'https://sts.googleapis.com/v1/token',
    aws_security_credentials_supplier: {
      getAwsRegion: () => Promise.resolve(region),
      getAwsSecurityCredentials: () => Promise.resolve(credentials),
    },
  });
  return await client.retrieveSubjectToken();
}

/** The AWS identity of this machine: of its environment, else of its instance metadata. */
export async function machineProof(source: CredentialSource, context: ProviderContext): Promise<AwsProof> {
  const { env, http } = context;
  const session = async (): Promise<Readonly<Record<string, string>>> => {
    if (source.sessionTokenUrl === '') return {};
    const headers = { 'x-aws-ec2-metadata-token-ttl-seconds': '300' };
    const answer = await context.retry(() => http(source.sessionTokenUrl, { method: 'PUT', headers }));
    return { 'x-aws-ec2-metadata-token': answer.body.toString('utf8') };
  };
  const region = env('AWS_REGION') || env('AWS_DEFAULT_REGION');
  const [id, secret, token] = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'].map(env);
  const hasKeys = Boolean(id && secret);
  const headers = region && hasKeys ? {} : await session();
  return {
    region: region || (await zoneOf(source, headers, context)).slice(0, -1),
    ...(hasKeys
      ? { accessKeyId: id ?? '', secretAccessKey: secret ?? '', ...(token ? { token } : {}) }
      : await roleKeys(source, headers, context)),
  };
}

type Headers = Readonly<Record<string, string>>;

async function zoneOf({ regionUrl }: CredentialSource, headers: Headers, context: ProviderContext): Promise<string> {
  return await plainText(regionUrl, headers, context);
}

async function roleKeys(
  { url }: CredentialSource,
  headers: Headers,
  context: ProviderContext,
): Promise<Omit<AwsProof, 'region'>> {
  const role = await plainText(url, headers, context);
  const call = 'the AWS credentials of this machine';
  const keys = await tokenRequest({ url: `${url}/${encodeURIComponent(role)}`, headers, call }, context);
  const { AccessKeyId: id, SecretAccessKey: secret, Token: token } = keys;
  if (typeof id !== 'string' || typeof secret !== 'string') {
    throw gcpError('GCP_FEDERATION', { why: 'finds no AWS credentials in the metadata service of this machine' });
  }
  context.conceal(secret);
  return { accessKeyId: id, secretAccessKey: secret, ...(typeof token === 'string' ? { token } : {}) };
}

async function plainText(url: string, headers: Headers, context: ProviderContext): Promise<string> {
  const answer = await context.retry(() => context.http(url, { headers }));
  if (answer.status === 200) return answer.body.toString('utf8').trim();
  throw gcpError('GCP_FEDERATION', { why: 'gets no answer from the metadata service of AWS' });
}
