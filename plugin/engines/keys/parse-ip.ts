import { isIPv4, isIPv6 } from 'node:net';

/**
 * Reads an address as Go's `net.ParseIP` does; `undefined` when it is none. A zone (`%eth0`) is not allowed.
 *
 * @returns 4 bytes for an IPv4 address, also for one mapped into IPv6, else 16.
 */
export function parseIp(text: string): Buffer | undefined {
  if (isIPv4(text)) return Buffer.from(text.split('.').map(Number));
  if (!isIPv6(text) || text.includes('%')) return undefined;
  const bytes = Buffer.alloc(16);
  const [head = '', tail] = dottedToHex(text).split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  for (const [index, group] of before.entries()) bytes.writeUInt16BE(Number.parseInt(group, 16), index * 2);
  for (const [index, group] of after.entries()) {
    bytes.writeUInt16BE(Number.parseInt(group, 16), 16 - (after.length - index) * 2);
  }
  const isMapped = bytes.toString('hex', 0, 12) === '00000000000000000000ffff';
  return isMapped ? bytes.subarray(12) : bytes;
}

/** Turns an IPv4 address at the end into two groups. */
function dottedToHex(text: string): string {
  return text.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...parts: string[]) => {
    const [a, b, c, d] = parts.slice(0, 4).map(Number) as [number, number, number, number];
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
}
