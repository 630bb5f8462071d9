import { decodeBase64 } from './base64.ts';
import type { Bytes } from './byte-string.ts';

/** ESO's `decodingStrategy`. */
export type DecodingStrategy = 'None' | 'Base64' | 'Base64URL' | 'Auto';

/**
 * Decodes a value by a strategy.
 *
 * @remarks
 * `Auto` tries both alphabets and else leaves the value as it is, so that a word such as `test` is decoded too.
 * ESO: runtime/decoding; core.md 3.6.
 *
 * @returns `undefined` where ESO reports an error.
 */
export function decodeWith(strategy: DecodingStrategy, value: Bytes): Bytes | undefined {
  switch (strategy) {
    case 'None':
      return value;
    case 'Base64':
      return decodeBase64(value);
    case 'Base64URL':
      return decodeBase64(value, 'url');
    case 'Auto':
      return decodeBase64(value) ?? decodeBase64(value, 'url') ?? value;
  }
}
