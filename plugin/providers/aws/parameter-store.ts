import { DescribeParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { Client, ProviderContext } from '../provider.ts';
import { awsCalls } from './aws-calls.ts';
import { awsFault, isDenied } from './aws-fault.ts';
import type { AwsSpec } from './aws-spec.ts';
import { findParameters } from './find-parameters.ts';
import { openCredentials } from './open-credentials.ts';
import { parameterReader } from './parameter-reader.ts';
import { parameterWriter } from './parameter-writer.ts';
import type { ParametersConnection } from './parameters-connection.ts';
import { clientSettings, hostOf } from './session.ts';

// AWS Systems Manager Parameter Store: https://docs.aws.amazon.com/systems-manager/latest/APIReference/
// ESO: pkg/provider/aws/parameterstore/parameterstore.go.

/** Signs in to Parameter Store. */
export async function connectParameterStore(spec: AwsSpec, context: ProviderContext): Promise<Client> {
  const { region } = spec.identity;
  const credentials = await openCredentials(spec.identity, context);
  const client = new SSMClient(clientSettings('ssm', region, context, credentials));
  const connection: ParametersConnection = { client, calls: awsCalls(hostOf('ssm', region), context), context };
  return {
    batch: 10, // the limit of GetParameters
    read: parameterReader(connection),
    find: (query) => findParameters(connection, query),
    check: () => check(connection),
    writer: parameterWriter(connection, spec),
    close: async () => client.destroy(),
  };
}

/** Asks for one name. An identity that may not list has been recognised all the same. */
async function check({ client, calls }: ParametersConnection): Promise<void> {
  try {
    await calls.run(() => client.send(new DescribeParametersCommand({ MaxResults: 1 })));
  } catch (thrown) {
    if (isDenied(thrown)) return;
    throw awsFault(thrown, { action: 'ssm:DescribeParameters', host: calls.host });
  }
}
