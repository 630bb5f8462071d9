import {
  DescribeSecretCommand,
  type DescribeSecretCommandOutput,
  GetSecretValueCommand,
} from '@aws-sdk/client-secrets-manager';
import { type Bytes, bytesFromBuffer, bytesOf } from '../../go/byte-string.ts';
import { once } from '../once.ts';
import { awsRefusal } from './aws-code.ts';
import { awsFault } from './aws-fault.ts';
import type { SecretsConnection } from './secrets-connection.ts';

/** What is known of the secrets that are written to: read once, and kept up to date with what we write. */
export interface RemoteSecrets {
  /** `undefined` where there is no such secret. */
  describe(name: string): Promise<DescribeSecretCommandOutput | undefined>;
  /** The current value; `undefined` where there is no such secret, or it has none. */
  value(name: string): Promise<SecretBytes | undefined>;
  /** Notes what we have written. */
  wrote(name: string, value: SecretBytes): void;
  /** Forgets a secret: created, or deleted. */
  forget(name: string): void;
}

/** A value as it is stored. */
export interface SecretBytes {
  readonly bytes: Bytes;
  readonly format: 'binary' | 'string';
}

/** Opens the books of one client. */
export function remoteSecrets({ client, calls }: SecretsConnection): RemoteSecrets {
  const described = new Map<string, Promise<DescribeSecretCommandOutput | undefined>>();
  const values = new Map<string, Promise<SecretBytes | undefined>>();

  const ask = async <T>(action: string, name: string, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await calls.run(work);
    } catch (thrown) {
      if (awsRefusal(thrown)?.code === 'ResourceNotFoundException') return undefined;
      throw awsFault(thrown, { action, host: calls.host, on: name });
    }
  };

  return {
    describe: (name) =>
      once(described, name, () =>
        ask('secretsmanager:DescribeSecret', name, () => client.send(new DescribeSecretCommand({ SecretId: name }))),
      ),
    value: (name) =>
      once(values, name, async () => {
        const command = new GetSecretValueCommand({ SecretId: name, VersionStage: 'AWSCURRENT' });
        const found = await ask('secretsmanager:GetSecretValue', name, () => client.send(command));
        if (found?.SecretBinary !== undefined) return { bytes: bytesFromBuffer(found.SecretBinary), format: 'binary' };
        return found?.SecretString === undefined ? undefined : { bytes: bytesOf(found.SecretString), format: 'string' };
      }),
    wrote: (name, value) => void values.set(name, Promise.resolve(value)),
    forget(name) {
      described.delete(name);
      values.delete(name);
    },
  };
}
