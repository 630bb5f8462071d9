import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Client, ProviderContext } from '../provider.ts';
import { awsCalls } from './aws-calls.ts';
import { awsFault, isDenied } from './aws-fault.ts';
import type { AwsSpec } from './aws-spec.ts';
import { findSecrets } from './find-secrets.ts';
import { openCredentials } from './open-credentials.ts';
import { secretReader } from './secret-reader.ts';
import { secretWriter } from './secret-writer.ts';
import type { SecretsConnection } from './secrets-connection.ts';
import { clientSettings, hostOf } from './session.ts';

// AWS Secrets Manager: https://docs.aws.amazon.com/secretsmanager/latest/apireference/
// ESO: pkg/provider/aws/secretsmanager/secretsmanager.go.

/** Signs in to Secrets Manager. */
export async function connectSecretsManager(spec: AwsSpec, context: ProviderContext): Promise<Client> {
  const { region } = spec.identity;
  const credentials = await openCredentials(spec.identity, context);
  const client = new SecretsManagerClient(clientSettings('secretsmanager', region, context, credentials));
  const connection: SecretsConnection = { client, calls: awsCalls(hostOf('secretsmanager', region), context), context };
  return {
    batch: 20, // the limit of BatchGetSecretValue
    read: secretReader(connection),
    find: (query) => findSecrets(connection, query),
    check: () => check(connection),
    writer: secretWriter(connection, spec),
    close: async () => client.destroy(),
  };
}

/** Asks for one name. An identity that may not list has been recognised all the same. */
async function check({ client, calls }: SecretsConnection): Promise<void> {
  try {
    await calls.run(() => client.send(new ListSecretsCommand({ MaxResults: 1 })));
  } catch (thrown) {
    if (isDenied(thrown)) return;
    throw awsFault(thrown, { action: 'secretsmanager:ListSecrets', host: calls.host });
  }
}
