import { createPublicKey, type KeyObject } from 'node:crypto';
import { decodeBase64 } from '../../go/base64.ts';
import { type Bytes, bufferOf, textOf } from '../../go/byte-string.ts';
import { decodePem, encodePem } from '../../go/pem.ts';
import { parseCertificate } from '../keys/certificate.ts';
import { type CertificateRequest, createCertificate, type Issuer, isKeyOf } from '../keys/create-certificate.ts';
import { parseIp } from '../keys/parse-ip.ts';
import { parsePemPrivateKey, privateKeyPem } from '../keys/private-key.ts';
import { generateRsaKey } from '../keys/rsa-key.ts';
import { type CallContext, FunctionError, GoInt, type GoList, type Value } from '../value.ts';
import { CertificateValue } from './certificate-value.ts';
import { type Family, fn, impure } from './family.ts';
import { withKeyErrors } from './key-errors.ts';

// Sprig's certificate functions, as external-secrets vendors them: runtime/template/v2/sprig/crypto.go.

const certificate = 'sprig.certificate';
const day = 24 * 60 * 60 * 1000;

/** Functions that make certificates. */
export const certs: Family = {
  buildCustomCert: fn(['string', 'string'], certificate, (cert, key) => {
    const certText = decodeBase64(cert);
    if (certText === undefined) throw new FunctionError('unable to decode base64 certificate');
    const keyText = decodeBase64(key);
    if (keyText === undefined) throw new FunctionError('unable to decode base64 private key');
    readCertificate(certText);
    withKeyErrors(() => parsePemPrivateKey(keyText), 'error parsing private key: ');
    return new CertificateValue(certText, keyText);
  }),

  genCA: impure(['string', 'int'], certificate, (call, name, days) => {
    return selfSigned(call, generateRsaKey(call, 2048), { name, days, isAuthority: true });
  }),
  genCAWithKey: impure(['string', 'int', 'string'], certificate, (call, name, days, key) => {
    return selfSigned(call, readKey(key), { name, days, isAuthority: true });
  }),

  genSelfSignedCert: impure(['string', '[]any', '[]any', 'int'], certificate, (call, name, ips, dns, days) => {
    return selfSigned(call, generateRsaKey(call, 2048), { name, ips, dns, days });
  }),
  genSelfSignedCertWithKey: impure(
    ['string', '[]any', '[]any', 'int', 'string'],
    certificate,
    (call, name, ips, dns, days, key) => selfSigned(call, readKey(key), { name, ips, dns, days }),
  ),

  genSignedCert: impure(
    ['string', '[]any', '[]any', 'int', certificate],
    certificate,
    (call, name, ips, dns, days, authority) => {
      return signed(call, generateRsaKey(call, 2048), { name, ips, dns, days }, authority);
    },
  ),
  genSignedCertWithKey: impure(
    ['string', '[]any', '[]any', 'int', certificate, 'string'],
    certificate,
    (call, name, ips, dns, days, authority, key) => {
      return signed(call, readKey(key), { name, ips, dns, days }, authority);
    },
  ),
};

interface Wanted {
  readonly name: Bytes;
  readonly days: bigint;
  readonly ips?: GoList | null;
  readonly dns?: GoList | null;
  readonly isAuthority?: boolean;
}

function selfSigned(call: CallContext, key: KeyObject, wanted: Wanted): CertificateValue {
  return make(call, key, wanted, { key });
}

function signed(call: CallContext, key: KeyObject, wanted: Wanted, authority: Value): CertificateValue {
  const { cert, key: authorityKey } = authority as CertificateValue;
  const issuer = readCertificate(cert);
  const issuerKey = withKeyErrors(() => parsePemPrivateKey(authorityKey), 'error parsing private key: ');
  if (!isKeyOf(issuerKey, issuer.publicKey)) {
    throw new FunctionError("error creating certificate: x509: provided PrivateKey doesn't match parent's PublicKey");
  }
  const { subject, subjectKeyId } = issuer;
  return make(call, key, wanted, { subject, subjectKeyId: bufferOf(subjectKeyId), key: issuerKey });
}

function make(call: CallContext, key: KeyObject, wanted: Wanted, issuer: Issuer): CertificateValue {
  const days = Number(wanted.days);
  const notBefore = startOf(call, days);
  const request: CertificateRequest = {
    commonName: wanted.name,
    ips: textsOf(wanted.ips, 'ip').map(readIp),
    dnsNames: textsOf(wanted.dns, 'alternate dns name'),
    notBefore,
    notAfter: notBefore + days * day,
    isAuthority: wanted.isAuthority === true,
    publicKey: createPublicKey(key),
  };
  const bytes = withKeyErrors(() => createCertificate(call, request, issuer), 'error creating certificate: ');
  return new CertificateValue(encodePem('CERTIFICATE', bytes), privateKeyPem(key));
}

/**
 * Now. With a seed, the start of the current third of the lifetime, counted from 1970: the certificate is then the same at
 * each render, and is renewed when a third of its lifetime is over.
 */
function startOf(call: CallContext, days: number): number {
  const now = call.now();
  const third = Math.floor((days * day) / 3);
  return call.isSeeded === true && third > 0 ? Math.floor(now / third) * third : now;
}

function readCertificate(text: Bytes) {
  const { block } = decodePem(text);
  if (block === undefined) throw new FunctionError('unable to decode certificate');
  return withKeyErrors(() => parseCertificate(block.bytes), 'error parsing certificate: ');
}

function readKey(text: Bytes): KeyObject {
  return withKeyErrors(() => parsePemPrivateKey(text), 'parsing private key: ');
}

function textsOf(list: GoList | null | undefined, what: string): Bytes[] {
  return (list?.items ?? []).map((item) => {
    if (typeof item === 'string') return item;
    const verb = what === 'ip' ? 'parsing' : 'processing';
    // A number that stands in the template can be shown.
    const shown = item instanceof GoInt ? String(item.value) : 'an item';
    throw new FunctionError(`error ${verb} ${what}: ${shown} is not a string`);
  });
}

function readIp(text: Bytes): Buffer {
  const ip = parseIp(textOf(text));
  if (ip === undefined) throw new FunctionError('error parsing ip');
  return ip;
}
