import { type KeyObject, timingSafeEqual } from 'node:crypto';
import { DerReader, type DerValue, readDer } from '../../go/der-read.ts';
import type { CallContext } from '../value.ts';
import { bmpString } from './bmp-string.ts';
import { type Certificate, parseCertificate } from './certificate.ts';
import { KeyError } from './key-error.ts';
import { decryptWithPassword, type Password } from './pbe.ts';
import { readMac } from './pkcs12-mac.ts';
import { parsePrivateKey } from './private-key.ts';

// Reads PKCS#12 files as far as go-pkcs12 v0.7.0 does, `DecodeChain`.

const data = '1.2.840.113549.1.7.1';
const encryptedData = '1.2.840.113549.1.7.6';
const keyBag = '1.2.840.113549.1.12.10.1.1';
const shroudedKeyBag = '1.2.840.113549.1.12.10.1.2';
const certBag = '1.2.840.113549.1.12.10.1.3';
const x509Certificate = '1.2.840.113549.1.9.22.1';

/** What a file holds. */
export interface Pkcs12 {
  readonly key: KeyObject;
  /** In the order of the file; at least one. */
  readonly certificates: readonly Certificate[];
}

/**
 * Reads a file with one private key and at least one certificate.
 *
 * @throws KeyError, DerError
 */
export function readPkcs12(call: CallContext, bytes: Buffer, text: string): Pkcs12 {
  const { bags, password } = openFile(call, bytes, {
    text,
    bmp: Buffer.concat([bmpString(text), Buffer.alloc(2)]),
  });
  const certificates = bags.filter(({ oid }) => oid === certBag).map(readCertBag);
  const keys = bags.filter(({ oid }) => oid === keyBag || oid === shroudedKeyBag);
  if (keys.length > 1) throw new KeyError('pkcs12: expected exactly one key bag');
  const [key] = keys.map((bag) => readKeyBag(call, bag, password));
  if (certificates.length === 0) throw new KeyError('pkcs12: certificate missing');
  if (key === undefined) throw new KeyError('pkcs12: private key missing');
  return { key, certificates };
}

interface Bag {
  readonly oid: string;
  readonly value: DerValue;
}

function openFile(call: CallContext, bytes: Buffer, given: Password): { bags: readonly Bag[]; password: Password } {
  const pfx = DerReader.ofSequence(bytes);
  if (pfx.integer() !== 3n) throw new KeyError("pkcs12: can only decode v3 PFX PDU's");
  const safe = pfx.sequence();
  if (safe.oid() !== data) throw new KeyError('pkcs12: only password-protected PFX is implemented');
  const content = new DerReader(readDer(safe.take(0xa0).content).whole).octets();
  const password = checkMac(call, pfx.isAtEnd ? undefined : pfx.sequence(), content, given);
  const parts = DerReader.ofSequence(content);
  const contents: Buffer[] = [];
  while (!parts.isAtEnd) contents.push(openContent(call, parts.sequence(), password));
  if (contents.length < 1 || contents.length > 2) {
    throw new KeyError('pkcs12: expected between 1 and 2 items in the authenticated safe');
  }
  return { bags: contents.flatMap(readBags), password };
}

/** Gives the password that the file has: for an empty one some programs take no bytes at all. */
function checkMac(call: CallContext, macData: DerReader | undefined, content: Buffer, given: Password): Password {
  if (macData === undefined) {
    if (given.text !== '') throw new KeyError('pkcs12: no MAC in data');
    return given;
  }
  const mac = readMac(call, macData, content);
  const tries = given.text === '' ? [given, { text: '', bmp: Buffer.alloc(0) }] : [given];
  const password = tries.find((each) => {
    const computed = mac.compute(each);
    return computed.length === mac.digest.length && timingSafeEqual(computed, mac.digest);
  });
  if (password === undefined) throw new KeyError('pkcs12: decryption password incorrect');
  return password;
}

function openContent(call: CallContext, info: DerReader, password: Password): Buffer {
  const type = info.oid();
  const content = info.take(0xa0).content;
  if (type === data) return new DerReader(readDer(content).whole).octets();
  if (type !== encryptedData) {
    throw new KeyError('pkcs12: only data and encryptedData content types are supported in authenticated safe');
  }
  const encrypted = DerReader.ofSequence(content);
  if (encrypted.integer() !== 0n) throw new KeyError('pkcs12: only version 0 of EncryptedData is supported');
  const inner = encrypted.sequence();
  inner.oid();
  const algorithm = inner.sequence();
  return decryptWithPassword(call, algorithm, inner.optional(0x80)?.content ?? Buffer.alloc(0), password);
}

function readBags(content: Buffer): readonly Bag[] {
  const list = DerReader.ofSequence(content);
  const bags: Bag[] = [];
  while (!list.isAtEnd) {
    const bag = list.sequence();
    bags.push({ oid: bag.oid(), value: readDer(bag.take(0xa0).content) });
  }
  return bags;
}

function readCertBag({ value }: Bag): Certificate {
  const bag = new DerReader(value.whole).sequence();
  if (bag.oid() !== x509Certificate) {
    throw new KeyError('pkcs12: only X509 certificates are supported in cert bags');
  }
  return parseCertificate(new DerReader(readDer(bag.take(0xa0).content).whole).octets());
}

function readKeyBag(call: CallContext, { oid, value }: Bag, password: Password): KeyObject {
  if (oid === keyBag) return parsePrivateKey(value.whole, 'pkcs8');
  const bag = new DerReader(value.whole).sequence();
  const algorithm = bag.sequence();
  return parsePrivateKey(decryptWithPassword(call, algorithm, bag.octets(), password), 'pkcs8');
}
