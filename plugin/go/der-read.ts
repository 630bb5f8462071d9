/** Bytes are no DER, or not the DER that is looked for. */
export class DerError extends Error {}

/** A value and its bytes. */
export interface DerValue {
  /** The identifier byte: class, construction and number. */
  readonly tag: number;
  readonly content: Buffer;
  /** Tag and length included. */
  readonly whole: Buffer;
}

const fail = (why: string) => new DerError(`asn1: ${why}`);

function readAt(bytes: Buffer, start: number): DerValue {
  const tag = bytes[start];
  const first = bytes[start + 1];
  if (tag === undefined || first === undefined) throw fail('syntax error: truncated tag or length');
  if ((tag & 0x1f) === 0x1f) throw fail('structure error: a tag of more than one byte');
  let at = start + 2;
  let length = first;
  if (first >= 0x80) {
    const size = first & 0x7f;
    if (size === 0) throw fail('syntax error: indefinite length found (not DER)');
    if (size > 4) throw fail('structure error: length too large');
    length = 0;
    for (let i = 0; i < size; i += 1, at += 1) length = length * 0x100 + (bytes[at] ?? Number.NaN);
    if (length < 0x80 || length < 2 ** (8 * (size - 1))) throw fail('structure error: non-minimal length');
  }
  if (!(at + length <= bytes.length)) throw fail('syntax error: data truncated');
  return { tag, content: bytes.subarray(at, at + length), whole: bytes.subarray(start, at + length) };
}

/** Reads the one value that bytes hold; nothing may follow it. */
export function readDer(bytes: Buffer): DerValue {
  const value = readAt(bytes, 0);
  if (value.whole.length !== bytes.length) throw fail('trailing data found');
  return value;
}

/** Takes values in order, as the structure that is read demands. What is not taken is not looked at, as in Go. */
export class DerReader {
  private readonly bytes: Buffer;
  private at = 0;

  /** @param bytes - Values one after the other. */
  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** The members of the sequence that bytes hold. */
  static ofSequence(bytes: Buffer): DerReader {
    return new DerReader(readDer(bytes).whole).enter(0x30);
  }

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  /** The tag of the next value. */
  peek(): number | undefined {
    return this.bytes[this.at];
  }

  any(): DerValue {
    if (this.isAtEnd) throw fail('syntax error: sequence truncated');
    const value = readAt(this.bytes, this.at);
    this.at += value.whole.length;
    return value;
  }

  take(tag: number): DerValue {
    const value = this.any();
    if (value.tag !== tag) throw fail('structure error: tags do not match');
    return value;
  }

  /** Takes a value only if it has the tag. */
  optional(tag: number): DerValue | undefined {
    return this.peek() === tag ? this.any() : undefined;
  }

  enter(tag: number): DerReader {
    return new DerReader(this.take(tag).content);
  }

  sequence(): DerReader {
    return this.enter(0x30);
  }

  octets(): Buffer {
    return this.take(0x04).content;
  }

  integer(): bigint {
    return integerOf(this.take(0x02));
  }

  oid(): string {
    return oidOf(this.take(0x06));
  }

  boolean(): boolean {
    const { content } = this.take(0x01);
    if (content.length !== 1 || (content[0] !== 0x00 && content[0] !== 0xff))
      throw fail('syntax error: invalid boolean');
    return content[0] === 0xff;
  }

  /** The bytes of a bit string. Bits that do not count must be zero. */
  bits(): Buffer {
    const { content } = this.take(0x03);
    const [unused, ...bytes] = content;
    const last = bytes.at(-1) ?? 0;
    if (unused === undefined || unused > 7 || (bytes.length === 0 && unused > 0))
      throw fail('syntax error: invalid BIT STRING');
    if ((last & ((1 << unused) - 1)) !== 0) throw fail('syntax error: invalid padding bits in BIT STRING');
    return content.subarray(1);
  }
}

/** Reads the content of an INTEGER. */
function integerOf({ content }: DerValue): bigint {
  if (content.length === 0) throw fail('structure error: empty integer');
  const [first = 0, second = 0] = content;
  const isPadded = (first === 0x00 && second < 0x80) || (first === 0xff && second >= 0x80);
  if (content.length > 1 && isPadded) throw fail('structure error: integer not minimally-encoded');
  return BigInt.asIntN(content.length * 8, BigInt(`0x${content.toString('hex')}`));
}

/** Reads the content of an OBJECT IDENTIFIER. */
export function oidOf({ content }: DerValue): string {
  if (content.length === 0 || (content.at(-1) as number) >= 0x80)
    throw fail('syntax error: truncated object identifier');
  const arcs: number[] = [];
  let arc = 0;
  for (const [index, byte] of content.entries()) {
    const isStart = index === 0 || (content[index - 1] as number) < 0x80;
    if (isStart && byte === 0x80) throw fail('syntax error: integer is not minimally encoded');
    arc = arc * 0x80 + (byte & 0x7f);
    if (arc > 0x7fffffff) throw fail('structure error: base 128 integer too large');
    if (byte >= 0x80) continue;
    arcs.push(arc);
    arc = 0;
  }
  const [first = 0, ...others] = arcs;
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - top * 40, ...others].join('.');
}
