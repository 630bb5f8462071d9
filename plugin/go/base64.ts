// Go's encoding/base64. JavaScript's own decoder is no substitute: it never fails.

import type { Bytes } from './byte-string.ts';

/** The alphabets of Go's StdEncoding and URLEncoding; both want padding. The raw ones forbid it. */
export type Base64Alphabet = 'standard' | 'url' | 'rawStandard' | 'rawUrl';

const characters: Readonly<Record<Base64Alphabet, RegExp>> = {
  standard: /^[A-Za-z0-9+/]*$/,
  url: /^[-_A-Za-z0-9]*$/,
  rawStandard: /^[A-Za-z0-9+/]*$/,
  rawUrl: /^[-_A-Za-z0-9]*$/,
};

/**
 * Decodes base64 as Go does.
 *
 * @remarks
 * CR and LF are passed over anywhere, even between the padding; bits left over at the end need not be zero. Anything
 * else, a space too, is an error. Go: src/encoding/base64/base64.go.
 *
 * @returns `undefined` where Go reports an error.
 */
export function decodeBase64(text: Bytes, alphabet: Base64Alphabet = 'standard'): Bytes | undefined {
  const body = text.replace(/[\r\n]+/g, '');
  const padded = alphabet === 'standard' || alphabet === 'url';
  const padding = padded ? (/={0,2}$/.exec(body)?.[0].length ?? 0) : 0;
  const digits = body.slice(0, body.length - padding);
  if (padded ? body.length % 4 !== 0 : body.length % 4 === 1) return undefined;
  if (!characters[alphabet].test(digits)) return undefined;
  return Buffer.from(digits, 'base64').toString('latin1') as Bytes;
}

/** Encodes as base64. */
export function encodeBase64(bytes: Bytes, alphabet: Base64Alphabet = 'standard'): Bytes {
  const buffer = Buffer.from(bytes, 'latin1');
  const text = buffer.toString(alphabet === 'standard' || alphabet === 'rawStandard' ? 'base64' : 'base64url');
  if (alphabet === 'rawStandard') return text.replace(/=+$/, '') as Bytes;
  return (alphabet === 'url' ? text.padEnd(Math.ceil(text.length / 4) * 4, '=') : text) as Bytes;
}
