import { type Bytes, bytesFromBuffer } from '../../go/byte-string.ts';
import { DerError, DerReader, oidOf } from '../../go/der-read.ts';
import { checkName } from './check-name.ts';
import { checkPublicKey } from './check-public-key.ts';
import { checkValidity } from './check-validity.ts';
import { KeyError } from './key-error.ts';
import { readSubjectAltNames, type SubjectAltNames } from './subject-alt-names.ts';

/** What of an X.509 certificate is looked at. */
export interface Certificate {
  /** The whole of it, DER. */
  readonly bytes: Buffer;
  /** DER. */
  readonly subject: Buffer;
  /** DER, SubjectPublicKeyInfo. */
  readonly publicKey: Buffer;
  /** Empty where there is none. */
  readonly subjectKeyId: Bytes;
  readonly authorityKeyId: Bytes;
  readonly names: SubjectAltNames;
}

interface Extension {
  readonly oid: string;
  readonly isCritical: boolean;
  readonly value: Buffer;
}

const malformed = (part: string) => new KeyError(`x509: malformed ${part}`);

/**
 * Reads a certificate; whether it is valid is not looked at.
 *
 * @remarks Go's crypto/x509, `parser.go`.
 * @throws KeyError
 */
export function parseCertificate(bytes: Buffer): Certificate {
  const key = bytes.toString('latin1');
  const known = parsed.get(key) ?? readWhole(bytes);
  // Templates take a chain apart by one call a part, and each reads all of it: the last few are kept, oldest out first.
  parsed.delete(key);
  parsed.set(key, known);
  for (const oldest of parsed.keys()) {
    if (parsed.size <= mostParsed) break;
    parsed.delete(oldest);
  }
  return known;
}

const mostParsed = 64;
const parsed = new Map<string, Certificate>();

function readWhole(bytes: Buffer): Certificate {
  const outer = step('certificate', () => DerReader.ofSequence(bytes));
  const tbs = step('tbs certificate', () => outer.sequence());
  const version = step('version', () => readVersion(tbs));
  if (step('serial number', () => tbs.integer()) < 0n) throw new KeyError('x509: negative serial number');
  const algorithm = step('signature algorithm identifier', () => tbs.take(0x30));
  if (!algorithm.content.equals(step('algorithm identifier', () => outer.take(0x30)).content)) {
    throw new KeyError("x509: inner and outer signature algorithm identifiers don't match");
  }
  step('issuer', () => checkName(tbs.take(0x30)));
  step('validity', () => checkValidity(tbs.sequence()));
  const subject = step('subject', () => checkName(tbs.take(0x30)));
  const publicKey = step('spki', () => checkPublicKey(tbs.take(0x30)));
  const extensions = version === 3 ? step('extensions', () => readExtensions(tbs)) : new Map<string, Extension>();
  step('signature', () => outer.bits());
  return { bytes, subject: subject.whole, publicKey: publicKey.whole, ...readKnown(extensions) };
}

function step<T>(part: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof DerError) throw malformed(part);
    throw error;
  }
}

function readVersion(tbs: DerReader): number {
  const tagged = tbs.optional(0xa0);
  const version = tagged === undefined ? 1 : 1 + Number(new DerReader(tagged.content).integer());
  if (version < 1 || version > 3) throw new KeyError('x509: invalid version');
  return version;
}

function readExtensions(tbs: DerReader): Map<string, Extension> {
  // Unique identifiers of issuer and subject, which nobody writes.
  for (const tag of [0x81, 0xa1, 0x82, 0xa2]) tbs.optional(tag);
  const found = new Map<string, Extension>();
  const tagged = tbs.optional(0xa3);
  const list = tagged === undefined ? undefined : DerReader.ofSequence(tagged.content);
  while (list?.isAtEnd === false) {
    const extension = list.sequence();
    const oid = oidOf(extension.take(0x06));
    const isCritical = extension.peek() === 0x01 && extension.boolean();
    if (found.has(oid)) throw new KeyError('x509: certificate contains duplicate extension');
    found.set(oid, { oid, isCritical, value: extension.octets() });
  }
  return found;
}

function readKnown(extensions: ReadonlyMap<string, Extension>) {
  const subjectKey = extensions.get('2.5.29.14');
  const authorityKey = extensions.get('2.5.29.35');
  const names = extensions.get('2.5.29.17');
  for (const [each, name] of [
    [subjectKey, 'subject'],
    [authorityKey, 'authority'],
  ] as const) {
    if (each?.isCritical) throw new KeyError(`x509: ${name} key identifier incorrectly marked critical`);
  }
  step('basic constraints', () => checkBasicConstraints(extensions.get('2.5.29.19')));
  return {
    subjectKeyId: step('subject key identifier', () => readSubjectKeyId(subjectKey)),
    authorityKeyId: step('authority key identifier', () => readAuthorityKeyId(authorityKey)),
    names: step('subject alternative name', () => readSubjectAltNames(names?.value)),
  };
}

function readSubjectKeyId(extension: Extension | undefined): Bytes {
  if (extension === undefined) return '' as Bytes;
  return bytesFromBuffer(new DerReader(extension.value).octets());
}

function readAuthorityKeyId(extension: Extension | undefined): Bytes {
  if (extension === undefined) return '' as Bytes;
  return bytesFromBuffer(new DerReader(extension.value).sequence().optional(0x80)?.content ?? Buffer.alloc(0));
}

function checkBasicConstraints(extension: Extension | undefined): void {
  if (extension === undefined) return;
  const constraints = new DerReader(extension.value).sequence();
  if (constraints.peek() === 0x01) constraints.boolean();
  if (constraints.peek() === 0x02 && constraints.integer() < 0n) throw malformed('basic constraints');
}
