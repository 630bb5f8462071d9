import type { SSMClient } from '@aws-sdk/client-ssm';
import type { ProviderContext } from '../provider.ts';
import type { AwsCalls } from './aws-calls.ts';

/** A signed-in client of Parameter Store, and how its calls are run. */
export interface ParametersConnection {
  readonly client: SSMClient;
  readonly calls: AwsCalls;
  readonly context: ProviderContext;
}
