import { isUtf8 } from 'node:buffer';
import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { type Bytes, bufferOf } from '../../go/byte-string.ts';
import { der } from '../../go/der.ts';
import { DerReader } from '../../go/der-read.ts';
import type { CallContext } from '../value.ts';
import { KeyError } from './key-error.ts';
import { signerOf } from './sign.ts';

/** What a certificate is to say. */
export interface CertificateRequest {
  readonly commonName: Bytes;
  readonly ips: readonly Buffer[];
  readonly dnsNames: readonly Bytes[];
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly isAuthority: boolean;
  readonly publicKey: KeyObject;
}

/** Who signs it. */
export interface Issuer {
  /** DER; absent when the certificate signs itself. */
  readonly subject?: Buffer;
  readonly subjectKeyId?: Buffer;
  readonly key: KeyObject;
}

/**
 * Makes and signs an X.509 certificate as sprig has Go make it.
 *
 * @remarks sprig's `getBaseCertTemplate`; crypto/x509 `CreateCertificate`. The order of the extensions is Go's.
 * @returns DER.
 */
export function createCertificate(call: CallContext, request: CertificateRequest, issuer: Issuer): Buffer {
  const signer = signerOf(call, issuer.key);
  const subject = nameOf(request.commonName);
  const publicKey = request.publicKey.export({ type: 'spki', format: 'der' });
  const tbs = der.sequence(
    der.explicit(0, der.integer(2n)),
    der.integer(serialNumber(call, request)),
    signer.algorithm,
    issuer.subject ?? subject,
    der.sequence(timeOf(request.notBefore), timeOf(request.notAfter)),
    subject,
    publicKey,
    der.explicit(3, der.sequence(...extensionsOf(request, publicKey, subject, issuer))),
  );
  return der.sequence(tbs, signer.algorithm, der.bits(signer.sign(tbs)));
}

/** 128 random bits. A seed gives the same ones again, so there the time counts as well: a renewed certificate is another. */
function serialNumber(call: CallContext, { notBefore }: CertificateRequest): bigint {
  const drawn = call.randomBytes(16);
  const bytes = call.isSeeded === true ? createHash('sha256').update(drawn).update(String(notBefore)).digest() : drawn;
  return BigInt(`0x${bytes.toString('hex', 0, 16)}`) || 1n;
}

function nameOf(commonName: Bytes): Buffer {
  if (commonName === '') return der.sequence();
  const bytes = bufferOf(commonName);
  if (!isUtf8(bytes)) throw new KeyError('asn1: string not valid UTF-8');
  const value = /^[A-Za-z0-9'()+,\-./ :=?]*$/.test(commonName) ? der.printable(bytes) : der.utf8(bytes);
  return der.sequence(der.set(der.sequence(der.oid('2.5.4.3'), value)));
}

function timeOf(milliseconds: number): Buffer {
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) throw new KeyError('x509: the certificate ends in no year that can be written');
  const year = date.getUTCFullYear();
  if (year < 0 || year > 9999) throw new KeyError('asn1: cannot represent time as GeneralizedTime');
  const text = `${date.toISOString().slice(0, 19).replaceAll(/[-T:]/g, '')}Z`;
  return year >= 1950 && year < 2050 ? der.utcTime(text.slice(2)) : der.generalizedTime(text);
}

function extensionsOf(request: CertificateRequest, publicKey: Buffer, subject: Buffer, issuer: Issuer): Buffer[] {
  const { isAuthority } = request;
  // digitalSignature and keyEncipherment; keyCertSign for an authority.
  const usage = isAuthority ? der.bits(Buffer.from([0xa4]), 2) : der.bits(Buffer.from([0xa0]), 5);
  const purposes = der.sequence(der.oid('1.3.6.1.5.5.7.3.1'), der.oid('1.3.6.1.5.5.7.3.2'));
  const extensions = [
    extension('2.5.29.15', true, usage),
    extension('2.5.29.37', false, purposes),
    extension('2.5.29.19', true, isAuthority ? der.sequence(der.boolean(true)) : der.sequence()),
  ];
  if (isAuthority) extensions.push(extension('2.5.29.14', false, der.octets(keyIdOf(publicKey))));
  const { subjectKeyId } = issuer;
  if (issuer.subject !== undefined && !issuer.subject.equals(subject) && subjectKeyId?.length) {
    extensions.push(extension('2.5.29.35', false, der.sequence(der.implicit(0, subjectKeyId))));
  }
  const names = [
    ...request.dnsNames.map((name) => der.implicit(2, ia5(name))),
    ...request.ips.map((ip) => der.implicit(7, ip)),
  ];
  // Without a subject the names are all there is to know whom the certificate is for.
  if (names.length > 0) extensions.push(extension('2.5.29.17', request.commonName === '', der.sequence(...names)));
  return extensions;
}

function extension(oid: string, isCritical: boolean, value: Buffer): Buffer {
  return der.sequence(der.oid(oid), ...(isCritical ? [der.boolean(true)] : []), der.octets(value));
}

/** The first 20 bytes of the SHA-256 of the key's bits, as Go has it since 1.25. */
function keyIdOf(publicKey: Buffer): Buffer {
  const info = DerReader.ofSequence(publicKey);
  info.any();
  return createHash('sha256').update(info.bits()).digest().subarray(0, 20);
}

function ia5(name: Bytes): Buffer {
  const bytes = bufferOf(name);
  if (bytes.some((byte) => byte >= 0x80)) throw new KeyError('x509: a DNS name cannot be encoded as an IA5String');
  return bytes;
}

/** Whether a private key belongs to a public one, given as DER. */
export function isKeyOf(key: KeyObject, publicKey: Buffer): boolean {
  return createPublicKey(key).export({ type: 'spki', format: 'der' }).equals(publicKey);
}
