import type { Bytes } from './byte-string.ts';

/** Drops the port of a URL's host, and the brackets around an IPv6 address (Go: `net/url`, `URL.Hostname`). */
export function hostName(host: Bytes): Bytes {
  const name = host.replace(/:[0-9]*$/, '');
  return (/^\[.*\]$/s.test(name) ? name.slice(1, -1) : name) as Bytes;
}
