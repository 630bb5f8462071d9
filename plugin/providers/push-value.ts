import { manifestError } from '../errors/manifest.ts';
import { type Bytes, bytesFromBuffer, bytesOf } from '../go/byte-string.ts';
import { marshalJson } from '../go/json.ts';
import type { PushEntry } from './provider.ts';

/**
 * The bytes that a push writes: one key's, or the whole Secret as a JSON object of texts.
 *
 * @remarks ESO: `esutils.JSONMarshal`, which leaves `<`, `>` and `&` alone.
 * @throws ManifestError `PUSH_KEY_MISSING`
 */
export function pushValue({ data, secretKey, secret }: PushEntry): Bytes {
  if (!secretKey) {
    const members = new Map([...data].map(([key, value]) => [bytesOf(key), bytesFromBuffer(value.reveal())]));
    return marshalJson(members, { escapeHtml: false });
  }
  const value = data.get(secretKey);
  if (value === undefined) throw manifestError('PUSH_KEY_MISSING', { secret: secret.name, key: secretKey });
  return bytesFromBuffer(value.reveal());
}
