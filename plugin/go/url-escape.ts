import type { Bytes } from './byte-string.ts';

/** The part of a URL that a text stands in: each leaves other characters as they are. */
export type UrlPart = 'path' | 'host' | 'zone' | 'userinfo' | 'query' | 'fragment';

const escaped: Record<UrlPart, RegExp> = {
  path: /[^\w.~$&+,/:;=@-]/g,
  host: /[^\w.~!"$&'()*+,:;<=>[\]-]/g,
  zone: /[^\w.~!"$&'()*+,:;<=>[\]-]/g,
  userinfo: /[^\w.~$&+,;=-]/g,
  query: /[^\w.~-]/g,
  fragment: /[^\w.~!$&()*+,/:;=?@-]/g,
};

/** Percent-encodes what must not stand in a part of a URL as it is; a space in a query becomes `+` (Go: `net/url`, `escape`). */
export function escapeUrl(text: Bytes, part: UrlPart): Bytes {
  const encoded = text.replace(escaped[part], (byte) =>
    byte === ' ' && part === 'query' ? '+' : `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
  return encoded as Bytes;
}
