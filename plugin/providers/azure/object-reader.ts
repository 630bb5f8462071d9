import { faultIn } from '../../errors/fault-in.ts';
import { manifestError } from '../../errors/manifest.ts';
import { bufferOf } from '../../go/byte-string.ts';
import type { JsonObject } from '../../model/document.ts';
import type { RemoteRef } from '../../model/remote.ts';
import { Sensitive } from '../../model/sensitive.ts';
import type { Answer } from '../provider.ts';
import type { KeyVault } from './key-vault.ts';
import { objectMetadata } from './object-metadata.ts';
import { type ObjectName, objectName } from './object-name.ts';
import { webKeyJson } from './web-key.ts';

/** What reading needs. */
export interface AzureReading {
  readonly vault: KeyVault;
  readonly isNewClient: boolean;
}

/**
 * Reads one object: a secret's text, a certificate's DER, a key's JSON, or the tags of any of them.
 *
 * @remarks ESO: `keyvault.go`, `getSecretWithLegacySDK`; `keyvault_new_sdk.go`, `getSecretWithNewSDK`.
 */
export async function readObject(ref: RemoteRef, { vault, isNewClient }: AzureReading): Promise<Answer> {
  const { key, version, metadataPolicy } = ref;
  try {
    const object = objectName(key);
    const answer = await vault.get(object, key, version);
    if (answer === undefined) return { kind: 'missing' };
    if (metadataPolicy === 'Fetch') {
      return { kind: 'value', value: new Sensitive(bufferOf(objectMetadata(answer, isNewClient))) };
    }
    const value = contentOf(answer, object, isNewClient);
    if (value !== undefined) return { kind: 'value', value: new Sensitive(value) };
    return { kind: 'failed', error: manifestError('REMOTE_NO_VALUE', { what: 'the object', key }) };
  } catch (thrown) {
    const error = faultIn(thrown);
    if (error === undefined) throw thrown;
    return { kind: 'failed', error };
  }
}

function contentOf({ value, cer, key }: JsonObject, { type }: ObjectName, isNewClient: boolean): Buffer | undefined {
  if (type === 'secret') return typeof value === 'string' ? Buffer.from(value, 'utf8') : undefined;
  if (type === 'cert') return typeof cer === 'string' ? Buffer.from(cer, 'base64') : undefined;
  if (typeof key !== 'object' || key === null || Array.isArray(key)) return undefined;
  return bufferOf(webKeyJson(key as JsonObject, isNewClient));
}
