import { decodeText } from '../engines/decode-text.ts';
import { bufferOf, bytesFromBuffer } from '../go/byte-string.ts';
import type { DecodingStrategy } from '../model/external-secret.ts';
import { Sensitive } from '../model/sensitive.ts';

/**
 * Decodes one value.
 *
 * @returns `undefined` when the value is not what the strategy says.
 */
export function decodeValue(value: Sensitive, strategy: DecodingStrategy = 'None'): Sensitive | undefined {
  if (strategy === 'None') return value;
  const decoded = decodeText(bytesFromBuffer(value.reveal()), strategy);
  return decoded === undefined ? undefined : new Sensitive(bufferOf(decoded));
}
