// Sprig's encodings, as external-secrets vendors them (with hexdec): strings.go. A decoder that fails gives the error's text as its value.

import { decodeBase64, encodeBase64 } from '../../go/base64.ts';
import { base64ErrorOffset } from '../../go/base64-error-offset.ts';
import type { Bytes } from '../../go/byte-string.ts';
import { decodeBase32 } from '../../go/decode-base32.ts';
import { decodeHex } from '../../go/decode-hex.ts';
import { encodeBase32 } from '../../go/encode-base32.ts';
import { type Family, fn } from './family.ts';

const b64dec = fn(['string'], 'string', (s) => {
  return decodeBase64(s) ?? (`illegal base64 data at input byte ${base64ErrorOffset(s)}` as Bytes);
});

const b32dec = fn(['string'], 'string', (s) => {
  const decoded = decodeBase32(s);
  return 'bytes' in decoded ? decoded.bytes : (`illegal base32 data at input byte ${decoded.illegalAt}` as Bytes);
});

const hexdec = fn(['string'], 'string', (s) => {
  const decoded = decodeHex(s);
  return 'bytes' in decoded ? decoded.bytes : decoded.problem;
});

/** Functions that encode and decode bytes. */
export const encoding: Family = {
  b64enc: fn(['string'], 'string', (s) => encodeBase64(s)),
  b64dec,
  b32enc: fn(['string'], 'string', encodeBase32),
  b32dec,
  hexdec,
};
