import { BlockList, isIP, isIPv4 } from 'node:net';

// Where a store of the input may not connect to: the machine itself, its metadata service, the cluster, private networks.

const forbidden = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32], // Azure's host, which serves machines their secrets
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  forbidden.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 96], // unspecified, loopback, IPv4-compatible
  ['64:ff9b:1::', 48], // NAT64 of a network's own: where the address inside stands is the network's to know
  ['100::', 63],
  ['2001::', 32], // Teredo carries an address inside that cannot be told
  ['5f00::', 16], // segment identifiers
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  forbidden.addSubnet(network, prefix, 'ipv6');
}

const internalSuffixes = ['localhost', 'local', 'internal', 'svc', 'lan', 'home.arpa', 'localdomain'];
const internalNames = new Set(['kubernetes.default', 'instance-data.ec2', 'metadata.azure.com', 'metadata.goog']);

/**
 * Whether an IP address is the machine's own, link-local, private, or otherwise not a public one.
 *
 * @param address - An IPv4 or IPv6 address, without brackets; a zone (`%eth0`) is ignored.
 * @returns True as well for text that is no address: what cannot be judged is refused.
 */
export function isInternalAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, '');
  if (isIP(bare) === 0) return true;
  if (isIPv4(bare)) return forbidden.check(bare, 'ipv4');
  const inner = embeddedIpv4(bare);
  return (inner !== undefined && forbidden.check(inner, 'ipv4')) || forbidden.check(bare, 'ipv6');
}

/**
 * Whether a host name belongs to the machine, the cluster or a metadata service, whatever it resolves to.
 *
 * @remarks A name without a dot is completed by the resolver's search list, which in a pod means the cluster's own services.
 */
export function isInternalName(host: string): boolean {
  const name = host.toLowerCase().replace(/\.+$/, '');
  if (!name.includes('.')) return true;
  if (internalNames.has(name)) return true;
  return internalSuffixes.some((suffix) => name.endsWith(`.${suffix}`));
}

/**
 * The IPv4 address inside a mapped (`::ffff:0:0/96`), translated (`::ffff:0:0:0/96`), NAT64 (`64:ff9b::/96`), 6to4
 * (`2002::/16`) or ISATAP (`…:5efe:0:0`) address.
 */
function embeddedIpv4(address: string): string | undefined {
  const groups = groupsOf(address);
  const dotted = (high = 0, low = 0) => [high >> 8, high & 255, low >> 8, low & 255].join('.');
  if (groups[0] === 0x2002) return dotted(groups[1], groups[2]);
  const start = groups.slice(0, 6).join(':');
  const isIsatap = groups[5] === 0x5efe && ((groups[4] ?? 0) & 0xfdff) === 0;
  const carries = carriers.has(start) || isIsatap;
  return carries ? dotted(groups[6], groups[7]) : undefined;
}

const carriers = new Set(['0:0:0:0:0:65535', '0:0:0:0:65535:0', `${0x64}:${0xff9b}:0:0:0:0`]);

function groupsOf(address: string): readonly number[] {
  const hex = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_all, a, b, c, d) =>
    [Number(a) * 256 + Number(b), Number(c) * 256 + Number(d)].map((group) => group.toString(16)).join(':'),
  );
  const [head = '', tail] = hex.split('::');
  const parse = (text: string | undefined) => (text ? text.split(':').map((group) => Number.parseInt(group, 16)) : []);
  const [left, right] = [parse(head), parse(tail)];
  return tail === undefined ? left : [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
}
