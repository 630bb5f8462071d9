import { decodeBase64 } from '../go/base64.ts';
import type { Bytes } from '../go/byte-string.ts';

/** How a value is decoded: `valuesDecodingStrategy`. */
export type TextDecoding = 'None' | 'Base64' | 'Base64URL' | 'Auto';

/**
 * Decodes a rendered value.
 *
 * @remarks `Auto` tries Base64, then Base64URL, and leaves what is neither. ESO: `runtime/decoding`.
 * @returns `undefined` where the value is not what the strategy says.
 */
export function decodeText(text: Bytes, decoding: TextDecoding): Bytes | undefined {
  switch (decoding) {
    case 'Base64':
      return decodeBase64(text, 'standard');
    case 'Base64URL':
      return decodeBase64(text, 'url');
    case 'Auto':
      return decodeBase64(text, 'standard') ?? decodeBase64(text, 'url') ?? text;
    default:
      return text;
  }
}
