import { state } from '@aws-sdk/core/client';
import type { ProviderContext } from '../provider.ts';
import type { AwsCredentials } from './aws-credentials.ts';
import { contextHandler, type SdkHandler } from './context-handler.ts';

/** The services that we call, with the names that they have in environment variables and host names. */
const services = {
  secretsmanager: { eso: 'AWS_SECRETSMANAGER_ENDPOINT', sdk: 'SECRETS_MANAGER', host: 'secretsmanager' },
  ssm: { eso: 'AWS_SSM_ENDPOINT', sdk: 'SSM', host: 'ssm' },
  sts: { eso: 'AWS_STS_ENDPOINT', sdk: 'STS', host: 'sts' },
  ecr: { eso: 'AWS_ECR_ENDPOINT', sdk: 'ECR', host: 'api.ecr' },
  'ecr-public': { eso: 'AWS_ECR_PUBLIC_ENDPOINT', sdk: 'ECR_PUBLIC', host: 'api.ecr-public' },
} as const;

/** A service of AWS that we call, by its signing name. */
export type AwsService = keyof typeof services;

/** Gives credentials, fresh ones once the old ones run out. */
export type AwsCredentialSource = () => Promise<AwsCredentials>;

/** Settings that every SDK client takes. */
export interface AwsClientSettings {
  readonly region?: string;
  readonly endpoint?: string;
  readonly credentials?: AwsCredentialSource;
  readonly maxAttempts: 1;
  readonly requestHandler: SdkHandler;
  readonly logger: typeof silent;
}

/** The SDK has nothing to say on our stderr. */
const silent = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };

function nothing(): void {}

/**
 * Settings for a client of one service: our endpoint variables, connections and retries in place of the SDK's.
 *
 * @remarks
 * ESO's endpoint variables win over the SDK's own, as in the operator. The SDK retries nothing,
 * because `context.retry` does. Its warning about Node versions is marked as shown: stderr is for problems of the run.
 */
export function clientSettings(
  service: AwsService,
  region: string,
  context: ProviderContext,
  credentials?: AwsCredentialSource,
): AwsClientSettings {
  state.warningEmitted = true;
  const { eso, sdk } = services[service];
  const endpoint = [eso, `AWS_ENDPOINT_URL_${sdk}`, 'AWS_ENDPOINT_URL']
    .map((name) => context.env(name))
    .find((value) => value !== undefined && value !== '');
  const chosen = region || context.env('AWS_REGION') || context.env('AWS_DEFAULT_REGION');
  return {
    ...(chosen ? { region: chosen } : {}),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
    maxAttempts: 1,
    requestHandler: contextHandler(context),
    logger: silent,
  };
}

/** Which host a service has in a region, for messages. */
export function hostOf(service: AwsService, region: string): string {
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `${services[service].host}.${region || 'us-east-1'}.${suffix}`;
}
