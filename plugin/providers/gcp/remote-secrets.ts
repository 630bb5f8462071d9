import type { protos } from '@google-cloud/secret-manager';
import { type Bytes, bytesFromBuffer } from '../../go/byte-string.ts';
import { once } from '../once.ts';
import { accessValue } from './access-value.ts';
import type { GcpReading } from './gcp-reading.ts';

type Secret = protos.google.cloud.secretmanager.v1.ISecret;

/** What is known of the secrets that are written to: read once, and kept up to date with what we write. */
export interface RemoteSecrets {
  /** `undefined` where there is no such secret. */
  describe(key: string): Promise<Secret | undefined>;
  /** The latest value; `undefined` where there is no such secret, or it has none. */
  value(key: string): Promise<Bytes | undefined>;
  /** Notes what we have written. */
  described(key: string, secret: Secret | undefined): void;
  wrote(key: string, value: Bytes): void;
}

/** Opens the books of one client. */
export function remoteSecrets(reading: GcpReading): RemoteSecrets {
  const { manager, names } = reading;
  const secrets = new Map<string, Promise<Secret | undefined>>();
  const values = new Map<string, Promise<Bytes | undefined>>();
  return {
    describe: (key) =>
      once(secrets, key, () =>
        manager.find<Secret>({ permission: 'secretmanager.secrets.get', on: key }, (client, options) =>
          client.getSecret({ name: names.secret(key) }, options),
        ),
      ),
    value: (key) =>
      once(values, key, async () => {
        const accessed = await accessValue({ key, version: 'latest' }, reading);
        const data = accessed?.payload?.data;
        if (!data) return undefined;
        return bytesFromBuffer(typeof data === 'string' ? Buffer.from(data, 'base64') : data);
      }),
    described(key, secret) {
      if (secret === undefined) values.delete(key);
      secrets.set(key, Promise.resolve(secret));
    },
    wrote: (key, value) => void values.set(key, Promise.resolve(value)),
  };
}
