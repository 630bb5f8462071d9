import type { Bytes } from './byte-string.ts';
import { escapeUrl, type UrlPart } from './url-escape.ts';
import { UrlSyntaxError } from './url-syntax-error.ts';

/**
 * Decodes the percent signs of a part of a URL.
 *
 * @remarks Go: `net/url`, `unescape`. In a host only bytes beyond ASCII may be encoded, and few characters may stand at all.
 *
 * @throws UrlSyntaxError
 */
export function unescapeUrl(text: Bytes, part: UrlPart): Bytes {
  const decoded = text.replace(/%(?:[0-9a-fA-F]{2})?/g, (encoded) => {
    if (encoded === '%') throw new UrlSyntaxError('invalid URL escape');
    const byte = String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
    if (!mayBeEscaped(byte, part)) throw new UrlSyntaxError('invalid URL escape');
    return byte;
  });
  if (part === 'host' || part === 'zone') refuseForeign(text, part);
  return decoded as Bytes;
}

function mayBeEscaped(byte: string, part: UrlPart): boolean {
  if (byte === '%') return true;
  if (part === 'host') return byte >= '\x80';
  return part !== 'zone' || byte === ' ' || stays(byte, 'host');
}

function refuseForeign(text: string, part: UrlPart): void {
  for (const char of text.replace(/%../g, '')) {
    if (char < '\x80' && !stays(char, part)) throw new UrlSyntaxError('invalid character in host name');
  }
}

function stays(char: string, part: UrlPart): boolean {
  return escapeUrl(char as Bytes, part) === char;
}
