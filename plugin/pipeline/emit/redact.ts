import { createHmac } from 'node:crypto';

/**
 * The mark that stands for a value: its size, and a fingerprint under a key, so that equal values can be told and short
 * ones cannot be guessed. Holds characters that are no base64, so that an API server refuses it in `data`.
 */
export function redact(value: Uint8Array, key: Uint8Array): string {
  const fingerprint = createHmac('sha256', key).update(value).digest('hex').slice(0, 6);
  return `<redacted ${value.length} ${value.length === 1 ? 'byte' : 'bytes'} #${fingerprint}>`;
}
