import { GetParameterCommand, ListTagsForResourceCommand, type Parameter } from '@aws-sdk/client-ssm';
import { once } from '../once.ts';
import { awsRefusal } from './aws-code.ts';
import { awsFault } from './aws-fault.ts';
import type { ParametersConnection } from './parameters-connection.ts';
import type { AwsTag } from './tags-json.ts';

/** What is known of the parameters that are written to: read once. */
export interface RemoteParameters {
  /** `undefined` where there is no such parameter. */
  parameter(name: string): Promise<Parameter | undefined>;
  tags(name: string): Promise<readonly AwsTag[]>;
  /** Forgets a parameter that was written. */
  forget(name: string): void;
}

/** Opens the books of one client. */
export function remoteParameters({ client, calls }: ParametersConnection): RemoteParameters {
  const parameters = new Map<string, Promise<Parameter | undefined>>();
  const tags = new Map<string, Promise<readonly AwsTag[]>>();
  return {
    parameter: (name) =>
      once(parameters, name, async () => {
        const command = new GetParameterCommand({ Name: name, WithDecryption: true });
        try {
          return (await calls.run(() => client.send(command))).Parameter;
        } catch (thrown) {
          if (awsRefusal(thrown)?.code === 'ParameterNotFound') return undefined;
          throw awsFault(thrown, { action: 'ssm:GetParameter', host: calls.host, on: name });
        }
      }),
    tags: (name) =>
      once(tags, name, async () => {
        const command = new ListTagsForResourceCommand({ ResourceType: 'Parameter', ResourceId: name });
        try {
          return (await calls.run(() => client.send(command))).TagList ?? [];
        } catch (thrown) {
          throw awsFault(thrown, { action: 'ssm:ListTagsForResource', host: calls.host, on: name });
        }
      }),
    forget(name) {
      parameters.delete(name);
      tags.delete(name);
    },
  };
}
