import { X509Certificate } from 'node:crypto';
import { azureError } from '../../errors/azure.ts';

/**
 * The DER of the certificate that a value holds: PKCS#12 without a password, DER or PEM.
 *
 * @remarks ESO: `keyvault.go`, `getCertificateFromValue`. The first certificate that can be read counts.
 * @throws ManifestError `AZURE_PUSH_VALUE`
 */
export async function pushedCertificate(value: Buffer, key: string): Promise<Buffer> {
  const blocks = value.toString('latin1').matchAll(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g);
  const candidates = [value, ...[...blocks].map(([block]) => Buffer.from(block, 'latin1'))];
  for (const candidate of candidates) {
    const der = derOf(candidate);
    if (der !== undefined) return der;
  }
  const bundled = await fromPkcs12(value);
  if (bundled !== undefined) return bundled;
  throw azureError('AZURE_PUSH_VALUE', {
    key,
    why: 'is no certificate: neither PKCS#12 without a password, DER nor PEM',
  });
}

function derOf(bytes: Buffer): Buffer | undefined {
  try {
    return new X509Certificate(bytes).raw;
  } catch {
    return undefined;
  }
}

/** The certificate that belongs to the key in the bundle, else the first one. */
async function fromPkcs12(value: Buffer): Promise<Buffer | undefined> {
  const { default: forge } = await import('node-forge');
  try {
    const bundle = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(value.toString('binary')), '');
    const bags = bundle.safeContents.flatMap(({ safeBags }) => safeBags);
    const idOf = (bag: (typeof bags)[number]) => String(bag.attributes?.localKeyId?.[0] ?? '');
    const certificates = bags.filter(({ type }) => type === forge.pki.oids['certBag']);
    const key = bags.find(({ type }) => type !== forge.pki.oids['certBag']);
    const own = certificates.find((bag) => key !== undefined && idOf(bag) !== '' && idOf(bag) === idOf(key));
    const bag = own ?? certificates[0];
    if (bag === undefined) return undefined;
    // A certificate that forge cannot read (of an EC key) is left as ASN.1.
    const asn1 = bag.cert ? forge.pki.certificateToAsn1(bag.cert) : bag.asn1;
    return Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'binary');
  } catch {
    return undefined;
  }
}
