import type { Bytes } from './byte-string.ts';
import { printUserInfo } from './print-user-info.ts';
import type { Url } from './url.ts';
import { escapeUrl } from './url-escape.ts';
import { unescapeUrl } from './url-unescape.ts';

/** Puts a URL together, encoding where it must be (Go: `net/url`, `URL.String`). */
export function printUrl(url: Url): Bytes {
  const scheme = url.scheme === '' ? '' : `${url.scheme}:`;
  const query = url.forceQuery || url.rawQuery !== '' ? `?${url.rawQuery}` : '';
  const fragment = url.fragment === '' ? '' : `#${encoded(url.fragment, url.rawFragment, 'fragment')}`;
  const body = url.opaque === '' ? hierarchy(url, scheme) : `${scheme}${url.opaque}`;
  return `${body}${query}${fragment}` as Bytes;
}

function hierarchy(url: Url, scheme: string): string {
  const start = scheme + authority(url);
  const path = url.path === '*' ? '*' : encoded(url.path, url.rawPath, 'path');
  if (path !== '' && !path.startsWith('/') && url.host !== '') return `${start}/${path}`;
  // A first segment with a colon would read as a scheme.
  if (start === '' && path.split('/', 1).join('').includes(':')) return `./${path}`;
  return start + path;
}

function authority({ scheme, host, user, path, omitHost }: Url): string {
  if (host === '' && user === undefined && (scheme === '' || omitHost)) return '';
  const slashes = host !== '' || path !== '' || user !== undefined ? '//' : '';
  return `${slashes}${user === undefined ? '' : `${printUserInfo(user)}@`}${escapeUrl(host, 'host')}`;
}

/** As it was written, where that is a fair encoding; else encoded anew. */
function encoded(text: Bytes, raw: Bytes, part: 'path' | 'fragment'): Bytes {
  const isFair = raw !== '' && isValid(raw, part) && unescapeUrl(raw, part) === text;
  return isFair ? raw : escapeUrl(text, part);
}

function isValid(raw: string, part: 'path' | 'fragment'): boolean {
  const rest = raw.replace(/[!$&'()*+,;=:@[\]]|%[0-9a-fA-F]{2}/g, '');
  return escapeUrl(rest as Bytes, part) === rest;
}
