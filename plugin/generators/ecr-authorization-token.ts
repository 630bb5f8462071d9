import { ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { storeError } from '../errors/store.ts';
import { decodeBase64 } from '../go/base64.ts';
import { bytesOf, textOf } from '../go/byte-string.ts';
import { Sensitive } from '../model/sensitive.ts';
import { awsCalls } from '../providers/aws/aws-calls.ts';
import { awsFault } from '../providers/aws/aws-fault.ts';
import { openCredentials } from '../providers/aws/open-credentials.ts';
import { type AwsCredentialSource, clientSettings, hostOf } from '../providers/aws/session.ts';
import type { ProviderContext } from '../providers/provider.ts';
import { type AwsGeneratorFields, awsGeneratorIdentity } from './aws-generator-identity.ts';
import type { Generator } from './generator.ts';
import { unixSeconds } from './unix-seconds.ts';

// ECRAuthorizationToken: a login for a registry of AWS. ESO: generators/v1/ecr/ecr.go.

/** A token as either API answers with it. */
interface AuthorizationData {
  readonly authorizationToken?: string | undefined;
  readonly expiresAt?: Date | undefined;
  readonly proxyEndpoint?: string | undefined;
}

interface Asking {
  readonly region: string;
  readonly credentials: AwsCredentialSource;
  readonly context: ProviderContext;
}

/** A login for ECR, or for ECR Public where `scope` is `public`. */
export const generator: Generator = {
  random: false,
  async generate(spec, info, context) {
    const fields = spec as unknown as AwsGeneratorFields & { readonly scope?: string };
    const identity = awsGeneratorIdentity(fields, info, context);
    const asking = { region: fields.region, credentials: await openCredentials(identity, context), context };
    const isPublic = fields.scope === 'public';
    const { call, host, data } = isPublic ? await askPublic(asking) : await askPrivate(asking);
    const login = loginOf(data?.authorizationToken);
    const { expiresAt, proxyEndpoint } = data ?? {};
    if (login === undefined || expiresAt === undefined || (!isPublic && proxyEndpoint === undefined)) {
      throw storeError('STORE_ANSWER', { call, host });
    }
    return new Map([
      ['username', new Sensitive(login.username)],
      ['password', new Sensitive(login.password)],
      ...(isPublic ? [] : ([['proxy_endpoint', new Sensitive(proxyEndpoint ?? '')]] as const)),
      ['expires_at', new Sensitive(unixSeconds(expiresAt))],
    ]);
  },
};

async function askPrivate({ region, credentials, context }: Asking) {
  const [call, host] = ['ecr:GetAuthorizationToken', hostOf('ecr', region)];
  const client = new ECRClient(clientSettings('ecr', region, context, credentials));
  try {
    const { authorizationData = [] } = await awsCalls(host, context).run(() =>
      client.send(new GetAuthorizationTokenCommand({})),
    );
    // Exactly one is expected, as in the operator.
    return {
      call,
      host,
      data: authorizationData.length === 1 ? (authorizationData[0] as AuthorizationData) : undefined,
    };
  } catch (thrown) {
    throw awsFault(thrown, { action: call, host });
  }
}

async function askPublic({ region, credentials, context }: Asking) {
  const [call, host] = ['ecr-public:GetAuthorizationToken', hostOf('ecr-public', region)];
  const { ECRPUBLICClient, GetAuthorizationTokenCommand: Ask } = await import('@aws-sdk/client-ecr-public');
  const client = new ECRPUBLICClient(clientSettings('ecr-public', region, context, credentials));
  try {
    const { authorizationData } = await awsCalls(host, context).run(() => client.send(new Ask({})));
    return { call, host, data: authorizationData as AuthorizationData | undefined };
  } catch (thrown) {
    throw awsFault(thrown, { action: call, host });
  }
}

/** `USERNAME:PASSWORD` in base64, with one colon. */
function loginOf(token: string | undefined): { readonly username: string; readonly password: string } | undefined {
  const decoded = token === undefined ? undefined : decodeBase64(bytesOf(token));
  const parts = decoded === undefined ? [] : textOf(decoded).split(':');
  const [username, password] = parts;
  return parts.length === 2 && username !== undefined && password !== undefined ? { username, password } : undefined;
}
