import { createHash, type KeyObject } from 'node:crypto';
import { der } from '../../go/der.ts';
import type { CallContext } from '../value.ts';
import { bmpString } from './bmp-string.ts';
import type { Certificate } from './certificate.ts';
import { encryptWithPassword, type Password } from './pbe.ts';
import { computeMac } from './pkcs12-mac.ts';
import { pkcs8Of } from './private-key.ts';
import { subjectText } from './subject-text.ts';

// Writes PKCS#12 files as go-pkcs12 v0.7.0 does with its encoder Modern2023.

const data = der.oid('1.2.840.113549.1.7.1');
const encryptedData = der.oid('1.2.840.113549.1.7.6');
const shroudedKeyBag = der.oid('1.2.840.113549.1.12.10.1.2');
const certBag = der.oid('1.2.840.113549.1.12.10.1.3');
const x509Certificate = der.oid('1.2.840.113549.1.9.22.1');
const friendlyName = der.oid('1.2.840.113549.1.9.20');
const localKeyId = der.oid('1.2.840.113549.1.9.21');
const trustedKeyUsage = der.oid('2.16.840.1.113894.746875.1.1');
const anyPurpose = der.oid('2.5.29.37.0');
const sha256 = der.oid('2.16.840.1.101.3.4.2.1');

/** Writes a key, its certificate and further ones. */
export function writePkcs12(
  call: CallContext,
  key: KeyObject,
  [own, ...others]: readonly [Certificate, ...Certificate[]],
  text: string,
): Buffer {
  const password = passwordOf(text);
  const id = attribute(localKeyId, der.octets(createHash('sha1').update(own.bytes).digest()));
  const certificates = [certificateBag(own, [id]), ...others.map((other) => certificateBag(other, []))];
  const shrouded = encryptWithPassword(call, pkcs8Of(key), text);
  const keyInfo = der.sequence(shrouded.algorithm, der.octets(shrouded.data));
  const keyBag = der.sequence(shroudedKeyBag, der.explicit(0, keyInfo), der.set(id));
  return writeFile(call, [encrypted(call, certificates, text), plain([keyBag])], password);
}

/** Writes certificates to be trusted, marked as Java wants it. */
export function writeTrustStore(call: CallContext, certificates: readonly Certificate[], text: string): Buffer {
  const bags = certificates.map((certificate) => {
    const name = attribute(friendlyName, der.bmp(bmpString(subjectText(certificate.subject))));
    return certificateBag(certificate, [attribute(trustedKeyUsage, anyPurpose), name]);
  });
  return writeFile(call, [encrypted(call, bags, text)], passwordOf(text));
}

function passwordOf(text: string): Password {
  return { text, bmp: Buffer.concat([bmpString(text), Buffer.alloc(2)]) };
}

function attribute(oid: Buffer, value: Buffer): Buffer {
  return der.sequence(oid, der.set(value));
}

/** Members of a DER set are in the order of their bytes. */
function certificateBag({ bytes }: Certificate, attributes: readonly Buffer[]): Buffer {
  const bag = der.sequence(x509Certificate, der.explicit(0, der.octets(bytes)));
  const sorted = [...attributes].sort(Buffer.compare);
  return der.sequence(certBag, der.explicit(0, bag), ...(sorted.length === 0 ? [] : [der.set(...sorted)]));
}

function plain(bags: readonly Buffer[]): Buffer {
  return der.sequence(data, der.explicit(0, der.octets(der.sequence(...bags))));
}

function encrypted(call: CallContext, bags: readonly Buffer[], password: string): Buffer {
  const made = encryptWithPassword(call, der.sequence(...bags), password);
  const content = der.sequence(data, made.algorithm, der.implicit(0, made.data));
  return der.sequence(encryptedData, der.explicit(0, der.sequence(der.integer(0n), content)));
}

function writeFile(call: CallContext, contents: readonly Buffer[], password: Password): Buffer {
  const safe = der.sequence(...contents);
  const salt = call.randomBytes(16);
  const iterations = 2048;
  const digest = computeMac(call, safe, { hash: 'sha256', salt, iterations }, password);
  const mac = der.sequence(der.sequence(sha256), der.octets(digest));
  return der.sequence(
    der.integer(3n),
    der.sequence(data, der.explicit(0, der.octets(safe))),
    der.sequence(mac, der.octets(salt), der.integer(BigInt(iterations))),
  );
}
