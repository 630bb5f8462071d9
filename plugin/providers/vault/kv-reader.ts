import type { EsrError } from '../../errors/esr-error.ts';
import { faultIn } from '../../errors/fault-in.ts';
import { manifestError } from '../../errors/manifest.ts';
import { bufferOf } from '../../go/byte-string.ts';
import { type JsonValue, marshalJson } from '../../go/json.ts';
import { Sensitive } from '../../model/sensitive.ts';
import type { Answer, Client, RemoteRef } from '../provider.ts';
import type { KvConnection } from './kv-connection.ts';
import { readKvMetadata } from './kv-metadata.ts';
import { readKvSecret } from './kv-secret.ts';

/** Reads values and metadata as the JSON text that ESO makes of them. One ref's fault is no other's. */
export function kvReader(connection: KvConnection): Client['read'] {
  const readOne = async (ref: RemoteRef): Promise<Answer> => {
    try {
      return ref.metadataPolicy === 'Fetch' ? await metadata(connection, ref) : await value(connection, ref);
    } catch (thrown) {
      return { kind: 'failed', error: own(thrown) };
    }
  };
  return async (refs) => await Promise.all(refs.map(readOne));
}

async function value(connection: KvConnection, { key, version }: RemoteRef): Promise<Answer> {
  const secret = await readKvSecret(connection, key, version);
  if (secret?.data === undefined) return { kind: 'missing' };
  return { kind: 'value', value: jsonText(secret.data) };
}

/** Here a secret that is not there is an error, whatever the deletion policy. */
async function metadata(connection: KvConnection, { key }: RemoteRef): Promise<Answer> {
  const fields = await readKvMetadata(connection, key);
  if (fields === undefined) {
    return { kind: 'failed', error: manifestError('REMOTE_NOT_FOUND', { what: 'secret', key }) };
  }
  return { kind: 'value', value: fields.size === 0 ? new Sensitive('') : jsonText(fields) };
}

/** Go's JSON: keys sorted, `<`, `>` and `&` escaped, numbers spelled as the server sent them. */
function jsonText(object: JsonValue): Sensitive {
  return new Sensitive(bufferOf(marshalJson(object)));
}

function own(thrown: unknown): EsrError {
  const error = faultIn(thrown);
  if (error === undefined) throw thrown;
  return error;
}
