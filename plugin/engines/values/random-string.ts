import type { Bytes } from '../../go/byte-string.ts';
import type { CallContext } from '../value.ts';

/** Draws a string of so many characters of an alphabet, each as likely as the others; none for a count below 1. */
export function randomString(call: CallContext, count: bigint, alphabet: string): Bytes {
  const wanted = Number(count);
  if (wanted <= 0) return '' as Bytes;
  call.spend(wanted);
  // Bytes beyond the last whole multiple of the alphabet's size would favour its first characters.
  const fair = 256 - (256 % alphabet.length);
  let text = '';
  while (text.length < wanted) {
    for (const byte of call.randomBytes(wanted - text.length))
      if (byte < fair) text += alphabet[byte % alphabet.length];
  }
  return text as Bytes;
}
