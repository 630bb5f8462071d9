import { KeyError } from './key-error.ts';

/** Writes a text as PKCS#12 wants it: two bytes a character, and none beyond the basic plane. */
export function bmpString(text: string): Buffer {
  if (/[\ud800-\udfff]/.test(text)) {
    throw new KeyError('pkcs12: string contains characters that cannot be encoded in UCS-2');
  }
  return Buffer.from(text, 'utf16le').swap16();
}
