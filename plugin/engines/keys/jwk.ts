import { createPrivateKey, createPublicKey } from 'node:crypto';
import { decodeBase64 } from '../../go/base64.ts';
import { type Bytes, bufferOf } from '../../go/byte-string.ts';
import { der } from '../../go/der.ts';
import { type JsonValue, parseJson } from '../../go/json.ts';
import { JsonSyntaxError } from '../../go/json-syntax-error.ts';
import { type Curve, curves } from './curves.ts';
import { ecPkcs8 } from './ec-pkcs8.ts';
import { KeyError } from './key-error.ts';
import { rsaPkcs1, rsaPkcs8 } from './rsa-numbers.ts';

// JSON web keys (RFC 7517), as far as lestrrat's jwx v2.1.6 reads them.

const rsaEncryption = der.sequence(der.oid('1.2.840.113549.1.1.1'), der.null());
const ed25519 = der.sequence(der.oid('1.3.101.112'));

/** A key and in which half it was given. */
export type Jwk =
  | { readonly type: 'public'; readonly spki: Buffer }
  | { readonly type: 'private'; readonly pkcs8: Buffer }
  /** A secret, or a key of an algorithm that Go's x509 does not write. */
  | { readonly type: 'other' };

/**
 * Reads a JSON web key.
 *
 * @throws KeyError
 */
export function readJwk(text: Bytes): Jwk {
  const members = new Members(parse(text));
  const type = members.text('kty', '');
  members.checkCommon();
  const isPrivate = members.has('d');
  switch (type) {
    case 'RSA':
      return isPrivate ? rsaPrivate(members) : rsaPublic(members);
    case 'EC':
      return isPrivate ? ecPrivate(members) : ecPublic(members);
    case 'OKP':
      return okp(members, isPrivate);
    case 'oct':
      members.bytes('k');
      return { type: 'other' };
    default:
      throw new KeyError('invalid key type from JSON');
  }
}

function parse(text: Bytes): ReadonlyMap<Bytes, JsonValue> {
  try {
    const value = parseJson(text, { firstOnly: true });
    if (value instanceof Map) return value;
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
  }
  throw new KeyError('failed to unmarshal JSON into key hint');
}

/** The members of a key, with their checks. */
class Members {
  private readonly members: ReadonlyMap<Bytes, JsonValue>;

  constructor(members: ReadonlyMap<Bytes, JsonValue>) {
    this.members = members;
  }

  has(name: string): boolean {
    return this.members.has(name as Bytes);
  }

  text(name: string, absent?: string): string {
    const value = this.members.get(name as Bytes);
    if (value === undefined && absent !== undefined) return absent;
    if (value === undefined) throw new KeyError(`required field ${name} is missing`);
    // Go reads null into a string as an empty one.
    if (value === null) return '';
    if (typeof value !== 'string') throw new KeyError(`failed to decode value for key ${name}: it is no string`);
    return value;
  }

  /** Base64 with either alphabet, with or without padding. */
  bytes(name: string): Buffer {
    const text = this.text(name) as Bytes;
    const [padded, raw] = /[+/]/.test(text) ? (['standard', 'rawStandard'] as const) : (['url', 'rawUrl'] as const);
    const decoded = decodeBase64(text, text.endsWith('=') ? padded : raw);
    if (decoded === undefined) throw new KeyError(`failed to decode value for key ${name}: it is no base64`);
    return bufferOf(decoded);
  }

  /** A number that may be left out. */
  numberIfAny(name: string): bigint | undefined {
    const bytes = this.has(name) ? this.bytes(name) : Buffer.alloc(0);
    return bytes.length === 0 ? undefined : numberOf(bytes);
  }

  /** Fields that any key may have must be of their type. */
  checkCommon(): void {
    for (const name of ['alg', 'kid', 'use', 'x5t', 'x5t#S256', 'x5u']) this.text(name, '');
    for (const name of ['key_ops', 'x5c']) {
      const value = this.members.get(name as Bytes) ?? [];
      const isList = Array.isArray(value) && value.every((item) => typeof item === 'string');
      if (!isList) throw new KeyError(`failed to decode value for key ${name}: it is no list of strings`);
    }
  }
}

function numberOf(bytes: Buffer): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${bytes.toString('hex')}`);
}

function rsaPublic(members: Members): Jwk {
  const [n, e] = [numberOf(members.bytes('n')), numberOf(members.bytes('e'))];
  return { type: 'public', spki: der.sequence(rsaEncryption, der.bits(der.sequence(der.integer(n), der.integer(e)))) };
}

function rsaPrivate(members: Members): Jwk {
  const [n, e, d] = ['n', 'e', 'd'].map((name) => numberOf(members.bytes(name))) as [bigint, bigint, bigint];
  const [p, q] = ['p', 'q'].map((name) => members.numberIfAny(name) ?? 0n) as [bigint, bigint];
  const [dp, dq, qi] = ['dp', 'dq', 'qi'].map((name) => members.numberIfAny(name));
  return { type: 'private', pkcs8: rsaPkcs8(rsaPkcs1({ n, e, d, p, q, dp, dq, qi })) };
}

interface Point {
  readonly algorithm: Buffer;
  readonly bytes: Buffer;
  readonly curve: Curve;
}

function ecPublic(members: Members): Jwk {
  const { algorithm, bytes } = readPoint(members);
  return { type: 'public', spki: der.sequence(algorithm, der.bits(bytes)) };
}

function ecPrivate(members: Members): Jwk {
  const { bytes, curve } = readPoint(members);
  return { type: 'private', pkcs8: ecPkcs8(curve, numberOf(coordinate(members, 'd', curve)), bytes) };
}

function readPoint(members: Members): Point {
  const name = members.text('crv');
  const curve = curves.find(({ jwk }) => jwk === name && jwk !== 'P-224');
  if (curve === undefined) throw new KeyError('failed to build public key: invalid curve algorithm');
  const [x, y] = [coordinate(members, 'x', curve), coordinate(members, 'y', curve)];
  const bytes = Buffer.concat([Buffer.from([4]), x, y]);
  const algorithm = der.sequence(der.oid('1.2.840.10045.2.1'), der.oid(curve.oid));
  try {
    createPublicKey({ key: der.sequence(algorithm, der.bits(bytes)), format: 'der', type: 'spki' });
  } catch {
    throw new KeyError(`${curve.jwk.replace('-', '')} point not on curve`);
  }
  return { algorithm, bytes, curve };
}

function coordinate(members: Members, name: string, { size }: Curve): Buffer {
  const hex = numberOf(members.bytes(name)).toString(16);
  if (hex.length > size * 2) throw new KeyError(`the value of ${name} is too large for the curve`);
  return Buffer.from(hex.padStart(size * 2, '0'), 'hex');
}

function okp(members: Members, isPrivate: boolean): Jwk {
  const curve = members.text('crv');
  const x = members.bytes('x');
  if (curve === 'X25519') return { type: 'other' };
  if (curve !== 'Ed25519') throw new KeyError('failed to build public key: invalid curve algorithm');
  if (!isPrivate) return { type: 'public', spki: der.sequence(ed25519, der.bits(x)) };
  const pkcs8 = der.sequence(der.integer(0n), ed25519, der.octets(der.octets(members.bytes('d'))));
  checkEd25519(pkcs8, x);
  return { type: 'private', pkcs8 };
}

function checkEd25519(pkcs8: Buffer, x: Buffer): void {
  let spki: Buffer;
  try {
    const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
    spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  } catch {
    throw new KeyError('failed to build private key: the seed is not of 32 bytes');
  }
  if (!spki.subarray(-32).equals(x)) throw new KeyError('invalid x value given d value');
}
