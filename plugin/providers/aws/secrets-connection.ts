import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { ProviderContext } from '../provider.ts';
import type { AwsCalls } from './aws-calls.ts';

/** A signed-in client of Secrets Manager, and how its calls are run. */
export interface SecretsConnection {
  readonly client: SecretsManagerClient;
  readonly calls: AwsCalls;
  readonly context: ProviderContext;
}
