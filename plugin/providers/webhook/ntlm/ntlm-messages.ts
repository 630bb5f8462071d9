import { createHmac } from 'node:crypto';
import { md4 } from './md4.ts';

// [MS-NLMP]: NTLMv2 without signing or key exchange, as HTTP uses it.

/** Who signs in. */
export interface NtlmAccount {
  /** `DOMAIN\name`, `name@domain` or a name alone. */
  readonly user: string;
  readonly password: string;
}

/** What a server says to the first message. */
export interface NtlmChallenge {
  readonly flags: number;
  readonly target: string;
  readonly nonce: Buffer;
  /** As it came: it goes back inside of the answer. */
  readonly targetInfo: Buffer;
}

/** What the answer takes from outside, so that it can be compared with known ones. */
export interface NtlmMoment {
  /** Eight random bytes. */
  readonly nonce: Buffer;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const signature = Buffer.from('NTLMSSP\0', 'latin1');

/** UTF-16, target name, NTLM, session security of NTLMv2, target information, 128 and 56 bits. */
const offered = 0xa0880205;
const unicode = 0x1;
const olderKey = 0x80;
const exchangesKeys = 0x40000000;

/** The first message: what this side can do. */
export function negotiateMessage(): Buffer {
  const message = Buffer.alloc(32);
  signature.copy(message);
  message.writeUInt32LE(1, 8);
  message.writeUInt32LE(offered, 12);
  return message;
}

/** Reads the server's answer; `undefined` for what is none, or asks for what is not to be had. */
export function readChallenge(message: Buffer): NtlmChallenge | undefined {
  if (message.length < 32 || !message.subarray(0, 8).equals(signature) || message.readUInt32LE(8) !== 2)
    return undefined;
  const flags = message.readUInt32LE(20);
  if ((flags & (olderKey | exchangesKeys)) !== 0 || (flags & unicode) === 0) return undefined;
  return {
    flags,
    target: payload(message, 12).toString('utf16le'),
    nonce: message.subarray(24, 32),
    targetInfo: message.length < 48 ? Buffer.alloc(0) : payload(message, 40),
  };
}

/** The last message: proves the password without showing it. */
export function authenticateMessage(account: NtlmAccount, challenge: NtlmChallenge, moment: NtlmMoment): Buffer {
  const { name, domain } = splitUser(account.user, challenge.target);
  const key = hmac(md4(Buffer.from(account.password, 'utf16le')), Buffer.from(upper(name) + domain, 'utf16le'));
  const time = timestampOf(challenge.targetInfo);
  const proved = Buffer.concat([
    Buffer.from([1, 1, 0, 0, 0, 0, 0, 0]),
    time ?? fileTime(moment.now),
    moment.nonce,
    Buffer.alloc(4),
    challenge.targetInfo,
    Buffer.alloc(4),
  ]);
  const ntResponse = Buffer.concat([hmac(key, challenge.nonce, proved), proved]);
  const lmResponse =
    time === undefined ? Buffer.concat([hmac(key, challenge.nonce, moment.nonce), moment.nonce]) : Buffer.alloc(24);
  const texts = [domain, name, ''].map((text) => Buffer.from(text, 'utf16le'));
  return assemble([lmResponse, ntResponse, ...texts, Buffer.alloc(0)], challenge.flags & offered);
}

/** Lengths and places first, then flags and an empty version, then the parts. */
function assemble(parts: readonly Buffer[], flags: number): Buffer {
  const head = Buffer.alloc(72);
  signature.copy(head);
  head.writeUInt32LE(3, 8);
  let offset = head.length;
  for (const [index, part] of parts.entries()) {
    const at = 12 + index * 8;
    head.writeUInt16LE(part.length, at);
    head.writeUInt16LE(part.length, at + 2);
    head.writeUInt32LE(offset, at + 4);
    offset += part.length;
  }
  head.writeUInt32LE(flags >>> 0, 60);
  return Buffer.concat([head, ...parts]);
}

/** A name alone is one of the server's domain; one with `@` says its domain itself. */
function splitUser(user: string, target: string): { readonly name: string; readonly domain: string } {
  const cut = user.indexOf('\\');
  if (cut >= 0) return { name: user.slice(cut + 1), domain: user.slice(0, cut) };
  return { name: user, domain: user.includes('@') ? '' : target };
}

/** Upper case letter by letter: none becomes two. */
function upper(text: string): string {
  return [...text]
    .map((letter) => (letter.toUpperCase().length === letter.length ? letter.toUpperCase() : letter))
    .join('');
}

function payload(message: Buffer, field: number): Buffer {
  const offset = message.readUInt32LE(field + 4);
  return message.subarray(offset, offset + message.readUInt16LE(field));
}

/** The server's time among its information, with which it expects no older proof. */
function timestampOf(info: Buffer): Buffer | undefined {
  const timestamp = 7;
  let offset = 0;
  while (offset + 4 <= info.length) {
    const [id, length] = [info.readUInt16LE(offset), info.readUInt16LE(offset + 2)];
    if (id === 0) return undefined;
    if (id === timestamp && length === 8) return info.subarray(offset + 4, offset + 12);
    offset += 4 + length;
  }
  return undefined;
}

/** Tenths of microseconds since 1601. */
function fileTime(now: number): Buffer {
  const time = Buffer.alloc(8);
  time.writeBigUInt64LE((BigInt(Math.floor(now)) + 11_644_473_600_000n) * 10_000n);
  return time;
}

function hmac(key: Buffer, ...parts: readonly Buffer[]): Buffer {
  return createHmac('md5', key).update(Buffer.concat(parts)).digest();
}
