// Distinguished encoding rules: what certificates, keys and PKCS#12 files are made of.

function encode(tag: number, content: Buffer): Buffer {
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | bytes.length]), bytes, content]);
}

function integerBytes(value: bigint): Buffer {
  let size = 1;
  while (BigInt.asIntN(size * 8, value) !== value) size += 1;
  const hex = BigInt.asUintN(size * 8, value)
    .toString(16)
    .padStart(size * 2, '0');
  return Buffer.from(hex, 'hex');
}

function oidBytes(oid: string): Buffer {
  const [first = 0, second = 0, ...others] = oid.split('.').map(Number);
  const bytes = [first * 40 + second, ...others].flatMap((arc) => {
    const digits = [arc % 0x80];
    for (let rest = Math.floor(arc / 0x80); rest > 0; rest = Math.floor(rest / 0x80)) {
      digits.unshift(0x80 | (rest % 0x80));
    }
    return digits;
  });
  return Buffer.from(bytes);
}

/** Writes DER values. Each function gives a whole value: tag, length, content. */
export const der = {
  sequence: (...parts: readonly Buffer[]) => encode(0x30, Buffer.concat(parts)),
  set: (...parts: readonly Buffer[]) => encode(0x31, Buffer.concat(parts)),
  boolean: (value: boolean) => encode(0x01, Buffer.from([value ? 0xff : 0])),
  integer: (value: bigint) => encode(0x02, integerBytes(value)),
  bits: (content: Buffer, unused = 0) => encode(0x03, Buffer.concat([Buffer.from([unused]), content])),
  octets: (content: Buffer) => encode(0x04, content),
  null: () => encode(0x05, Buffer.alloc(0)),
  oid: (oid: string) => encode(0x06, oidBytes(oid)),
  utf8: (content: Buffer) => encode(0x0c, content),
  printable: (content: Buffer) => encode(0x13, content),
  utcTime: (text: string) => encode(0x17, Buffer.from(text, 'latin1')),
  generalizedTime: (text: string) => encode(0x18, Buffer.from(text, 'latin1')),
  /** @param content - Big-endian UTF-16. */
  bmp: (content: Buffer) => encode(0x1e, content),
  /** A value inside a context tag. */
  explicit: (tag: number, content: Buffer) => encode(0xa0 | tag, content),
  /** Content under a context tag that replaces its own. */
  implicit: (tag: number, content: Buffer) => encode(0x80 | tag, content),
};
