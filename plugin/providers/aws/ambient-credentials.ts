import { policyError } from '../../errors/policy.ts';
import { storeError } from '../../errors/store.ts';
import type { ProviderContext } from '../provider.ts';
import { awsCalls } from './aws-calls.ts';
import { awsRefusal } from './aws-code.ts';
import type { AwsCredentials } from './aws-credentials.ts';
import { awsFault } from './aws-fault.ts';
import type { AwsIdentity } from './aws-identity.ts';
import { clientSettings, hostOf } from './session.ts';

type Providers = typeof import('@aws-sdk/credential-providers');

/** One place where the process may have credentials; `undefined` where it has none. */
type Link = (providers: Providers) => (() => Promise<AwsCredentials>) | undefined;

/**
 * The identity of the process: the SDK's default chain, in Go's order, from the environment that the run was given.
 *
 * @remarks
 * A named profile, static keys, a web identity token (IRSA), the default profile (SSO and `credential_process` included),
 * the container endpoint (EKS Pod Identity, ECS), instance metadata. aws-sdk-go-v2: `config/resolve_credentials.go`.
 * The first link that is configured decides: where it fails, nobody else is tried.
 * @throws PolicyError where the store may not use it, StoreError where there is none.
 */
export async function ambientCredentials(identity: AwsIdentity, context: ProviderContext): Promise<AwsCredentials> {
  if (!context.ambient) throw policyError('AMBIENT_REFUSED', { of: 'AWS' }, identity.place);
  const keys = environmentKeys(context);
  if (keys !== undefined) return concealed(keys, context);
  const providers = await import('@aws-sdk/credential-providers');
  for (const link of links(identity, context)) {
    const ask = link(providers);
    const credentials = ask === undefined ? undefined : await orNone(ask, context);
    if (credentials !== undefined) return concealed(credentials, context);
  }
  throw storeError(
    'STORE_NO_CREDENTIALS',
    {
      of: 'AWS',
      hint: 'looked for AWS_PROFILE, AWS_ACCESS_KEY_ID, AWS_WEB_IDENTITY_TOKEN_FILE, the shared configuration, the container endpoint and instance metadata; give the process one of them, or the store an auth block',
    },
    identity.place,
  );
}

/** Static keys need no SDK. A named profile wins over them, as in Go. */
function environmentKeys({ env }: ProviderContext): AwsCredentials | undefined {
  const [accessKeyId, secretAccessKey] = [env('AWS_ACCESS_KEY_ID'), env('AWS_SECRET_ACCESS_KEY')];
  if (!accessKeyId || !secretAccessKey || profileOf(env) !== undefined) return undefined;
  const sessionToken = env('AWS_SESSION_TOKEN');
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}

function profileOf(env: ProviderContext['env']): string | undefined {
  return env('AWS_PROFILE') || env('AWS_DEFAULT_PROFILE') || undefined;
}

function links({ region }: AwsIdentity, context: ProviderContext): readonly Link[] {
  const { env } = context;
  const clientConfig = clientSettings('sts', region, context);
  const shared = {
    ...optional('filepath', env('AWS_SHARED_CREDENTIALS_FILE')),
    ...optional('configFilepath', env('AWS_CONFIG_FILE')),
    clientConfig,
  };
  const named = profileOf(env);
  const tokenFile = env('AWS_WEB_IDENTITY_TOKEN_FILE');
  const roleArn = env('AWS_ROLE_ARN');
  return [
    ({ fromIni }) => (named === undefined ? undefined : fromIni({ ...shared, profile: named })),
    ({ fromTokenFile }) =>
      tokenFile && roleArn
        ? fromTokenFile({
            webIdentityTokenFile: tokenFile,
            roleArn,
            roleSessionName: env('AWS_ROLE_SESSION_NAME') || 'external-secrets-render',
            clientConfig,
          })
        : undefined,
    ({ fromIni }) => (named === undefined ? fromIni({ ...shared, profile: 'default' }) : undefined),
    (providers) => containerLink(providers, context),
    ({ fromInstanceMetadata }) =>
      env('AWS_EC2_METADATA_DISABLED')?.toLowerCase() === 'true'
        ? undefined
        : fromInstanceMetadata({ timeout: 1000, maxRetries: 1 }),
  ];
}

function containerLink({ fromHttp }: Providers, { env }: ProviderContext): (() => Promise<AwsCredentials>) | undefined {
  const full = env('AWS_CONTAINER_CREDENTIALS_FULL_URI');
  const relative = env('AWS_CONTAINER_CREDENTIALS_RELATIVE_URI');
  if (!full && !relative) return undefined;
  return fromHttp({
    ...(relative ? { awsContainerCredentialsRelativeUri: relative } : { awsContainerCredentialsFullUri: full ?? '' }),
    ...optional('awsContainerAuthorizationToken', env('AWS_CONTAINER_AUTHORIZATION_TOKEN')),
    ...optional('awsContainerAuthorizationTokenFile', env('AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE')),
    maxRetries: 0,
  });
}

function optional<K extends string>(name: K, value: string | undefined): { readonly [_ in K]?: string } {
  return (value ? { [name]: value } : {}) as { readonly [_ in K]?: string };
}

/** A link that has nothing gives way to the next one; one that a service refused does not. */
async function orNone(
  ask: () => Promise<AwsCredentials>,
  context: ProviderContext,
): Promise<AwsCredentials | undefined> {
  const calls = awsCalls('the credentials of the process', context);
  try {
    return await calls.run(() => ask());
  } catch (thrown) {
    const { tryNextLink } = thrown as { tryNextLink?: boolean };
    if (tryNextLink === true && awsRefusal(thrown) === undefined) return undefined;
    throw awsFault(thrown, { action: 'sts:AssumeRoleWithWebIdentity', host: hostOf('sts', '') });
  }
}

function concealed(credentials: AwsCredentials, context: ProviderContext): AwsCredentials {
  context.conceal(credentials.secretAccessKey);
  if (credentials.sessionToken !== undefined) context.conceal(credentials.sessionToken);
  return credentials;
}
