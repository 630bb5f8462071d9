// Sprig's URL functions, as external-secrets vendors them: url.go.

import type { Bytes } from '../../go/byte-string.ts';
import { hostName } from '../../go/host-name.ts';
import { kindName } from '../../go/kind-name.ts';
import { parseUrl } from '../../go/parse-url.ts';
import { printUrl } from '../../go/print-url.ts';
import { printUserInfo } from '../../go/print-user-info.ts';
import type { Url } from '../../go/url.ts';
import { UrlSyntaxError } from '../../go/url-syntax-error.ts';
import { FunctionError, GoMap, type Value } from '../value.ts';
import { type Family, fn } from './family.ts';

const none = '' as Bytes;

// The query stays encoded and keeps its order; fragment and path are decoded.
const urlParse = fn(['string'], 'dict', (s) => {
  const url = parse(s, 'unable to parse url');
  const parts: readonly (readonly [string, Bytes])[] = [
    ['scheme', url.scheme],
    ['host', url.host],
    ['hostname', hostName(url.host)],
    ['path', url.path],
    ['query', url.rawQuery],
    ['opaque', url.opaque],
    ['fragment', url.fragment],
    ['userinfo', url.user === undefined ? none : printUserInfo(url.user)],
  ];
  return new GoMap(new Map<Bytes, Value>(parts as readonly (readonly [Bytes, Bytes])[]));
});

const urlJoin = fn(['dict'], 'string', (parts) => {
  const userInfo = part(parts, 'userinfo');
  return printUrl({
    scheme: part(parts, 'scheme'),
    opaque: part(parts, 'opaque'),
    user:
      userInfo === '' ? undefined : parse(`proto://${userInfo}@host` as Bytes, 'unable to parse userinfo in dict').user,
    host: part(parts, 'host'),
    path: part(parts, 'path'),
    rawPath: none,
    omitHost: false,
    forceQuery: false,
    rawQuery: part(parts, 'query'),
    fragment: part(parts, 'fragment'),
    rawFragment: none,
  });
});

function parse(text: Bytes, problem: string): Url {
  try {
    return parseUrl(text);
  } catch (cause) {
    if (!(cause instanceof UrlSyntaxError)) throw cause;
    throw new FunctionError(`${problem}: ${cause.message}`);
  }
}

function part({ entries }: GoMap, key: string): Bytes {
  const value = entries.has(key as Bytes) ? entries.get(key as Bytes) : none;
  if (typeof value === 'string') return value;
  // Sprig asks reflection for the type of nil.
  if (value === null || value === undefined) {
    throw new FunctionError('runtime error: invalid memory address or nil pointer dereference');
  }
  throw new FunctionError(`unable to parse ${key} key, must be of type string, but ${kindName(value)} found`);
}

/** Functions that take URLs apart and put them together. */
export const urls: Family = { urlParse, urlJoin };
