import { decodeBase64 } from '../go/base64.ts';
import { bufferOf, bytesFromBuffer } from '../go/byte-string.ts';
import type { DecodingStrategy } from '../model/external-secret.ts';
import { Sensitive } from '../model/sensitive.ts';

/**
 * Decodes one value.
 *
 * @remarks `Auto` tries Base64, then Base64URL, and leaves what is neither as it is. ESO: `runtime/decoding`; core.md 3.6.
 *
 * @returns `undefined` when the value is not what the strategy says.
 */
export function decodeValue(value: Sensitive, strategy: DecodingStrategy = 'None'): Sensitive | undefined {
  if (strategy === 'None') return value;
  const text = bytesFromBuffer(value.reveal());
  const standard = strategy === 'Base64URL' ? undefined : decodeBase64(text, 'standard');
  const decoded = standard ?? (strategy === 'Base64' ? undefined : decodeBase64(text, 'url'));
  if (decoded !== undefined) return new Sensitive(bufferOf(decoded));
  return strategy === 'Auto' ? value : undefined;
}
