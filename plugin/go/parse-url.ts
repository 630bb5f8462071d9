// Go 1.26: src/net/url/url.go, Parse.

import { isIPv6 } from 'node:net';
import type { Bytes } from './byte-string.ts';
import type { Url, UserInfo } from './url.ts';
import { escapeUrl } from './url-escape.ts';
import { UrlSyntaxError } from './url-syntax-error.ts';
import { unescapeUrl } from './url-unescape.ts';

const none = '' as Bytes;

/**
 * Reads a URL, absolute or relative.
 *
 * @throws UrlSyntaxError where Go's `url.Parse` fails; its message quotes nothing of the text.
 */
export function parseUrl(text: Bytes): Url {
  const [address, raw] = cut(text, '#');
  const url = parseAddress(address);
  const fragment = unescapeUrl(raw, 'fragment');
  return { ...url, fragment, rawFragment: rawUnlessUsual(raw, fragment, 'fragment') };
}

function parseAddress(text: Bytes): Url {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what Go refuses
  if (/[\x00-\x1f\x7f]/.test(text)) throw new UrlSyntaxError('net/url: invalid control character in URL');
  if (text === '*') return { ...emptyUrl, path: text };
  const { scheme, rest } = splitScheme(text);
  const forceQuery = rest.endsWith('?') && rest.indexOf('?') === rest.length - 1;
  const [place, rawQuery] = cut(rest, '?');
  const url: Url = { ...emptyUrl, scheme, forceQuery, rawQuery };
  if (!place.startsWith('/')) {
    if (scheme !== '') return { ...url, opaque: place };
    if (cut(place, '/')[0].includes(':')) {
      throw new UrlSyntaxError('first path segment in URL cannot contain colon');
    }
  }
  return { ...url, ...parsePlace(scheme, place) };
}

const emptyUrl: Url = {
  scheme: none,
  opaque: none,
  user: undefined,
  host: none,
  path: none,
  rawPath: none,
  omitHost: false,
  forceQuery: false,
  rawQuery: none,
  fragment: none,
  rawFragment: none,
};

function splitScheme(text: Bytes): { readonly scheme: Bytes; readonly rest: Bytes } {
  if (text.startsWith(':')) throw new UrlSyntaxError('missing protocol scheme');
  const scheme = /^[a-zA-Z][a-zA-Z0-9+.-]*(?=:)/.exec(text)?.[0];
  if (scheme === undefined) return { scheme: none, rest: text };
  return { scheme: scheme.toLowerCase() as Bytes, rest: text.slice(scheme.length + 1) as Bytes };
}

function parsePlace(scheme: Bytes, place: Bytes): Pick<Url, 'user' | 'host' | 'path' | 'rawPath' | 'omitHost'> {
  // A relative reference that starts with three slashes is a path.
  const hasAuthority = place.startsWith('//') && (scheme !== '' || !place.startsWith('///'));
  const end = hasAuthority ? place.indexOf('/', 2) : 0;
  const authority = (hasAuthority ? place.slice(2, end < 0 ? undefined : end) : '') as Bytes;
  const raw = (end < 0 ? '' : place.slice(end)) as Bytes;
  const parsed = hasAuthority ? parseAuthority(scheme, authority) : { user: undefined, host: none };
  const path = unescapeUrl(raw, 'path');
  const omitHost = !hasAuthority && scheme !== '' && place.startsWith('/');
  return { ...parsed, path, rawPath: rawUnlessUsual(raw, path, 'path'), omitHost };
}

function parseAuthority(scheme: Bytes, authority: Bytes): Pick<Url, 'user' | 'host'> {
  const at = authority.lastIndexOf('@');
  const host = parseHost(scheme, authority.slice(at + 1) as Bytes);
  return { user: at < 0 ? undefined : parseUser(authority.slice(0, at) as Bytes), host };
}

function parseUser(text: Bytes): UserInfo {
  if (!/^[\w.:~!$&'()*+,;=%@-]*$/.test(text)) throw new UrlSyntaxError('net/url: invalid userinfo');
  const [name, password] = cut(text, ':').map((part) => unescapeUrl(part, 'userinfo')) as [Bytes, Bytes];
  return text.includes(':') ? { name, password } : { name };
}

function parseHost(scheme: Bytes, host: Bytes): Bytes {
  const bracket = host.lastIndexOf('[');
  if (bracket > 0) throw new UrlSyntaxError('invalid IP-literal');
  if (bracket === 0) return parseAddressLiteral(host);
  // Lists of hosts are common in database URLs, so only http and https are strict about colons.
  const isStrict = scheme === 'http' || scheme === 'https';
  const colon = isStrict ? host.indexOf(':') : host.lastIndexOf(':');
  if (colon >= 0) checkPort(host.slice(colon));
  return unescapeUrl(host, 'host');
}

function parseAddressLiteral(host: Bytes): Bytes {
  const close = host.lastIndexOf(']');
  if (close < 0) throw new UrlSyntaxError("missing ']' in host");
  const port = host.slice(close + 1);
  checkPort(port);
  const literal = host.slice(1, close);
  const zone = literal.indexOf('%25');
  const address = unescapeUrl(literal.slice(0, zone < 0 ? undefined : zone) as Bytes, 'host');
  const name = zone < 0 ? address : `${address}${unescapeUrl(literal.slice(zone) as Bytes, 'zone')}`;
  if (!isAddress(name)) throw new UrlSyntaxError('invalid host');
  return `[${name}]${port}` as Bytes;
}

function isAddress(name: string): boolean {
  const percent = name.indexOf('%');
  return percent < 0 ? isIPv6(name) : percent < name.length - 1 && isIPv6(name.slice(0, percent));
}

function checkPort(port: string): void {
  if (!/^(?::[0-9]*)?$/.test(port)) throw new UrlSyntaxError('invalid port after host');
}

function rawUnlessUsual(raw: Bytes, decoded: Bytes, part: 'path' | 'fragment'): Bytes {
  return escapeUrl(decoded, part) === raw ? none : raw;
}

function cut(text: Bytes, separator: string): [Bytes, Bytes] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, none] : [text.slice(0, at) as Bytes, text.slice(at + separator.length) as Bytes];
}
