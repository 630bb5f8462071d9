import { createPrivateKey, generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { type Execution, engines } from '../../../plugin/engines/engine.ts';
import { formatIp } from '../../../plugin/engines/keys/format-ip.ts';
import { KeyError } from '../../../plugin/engines/keys/key-error.ts';
import { parseIp } from '../../../plugin/engines/keys/parse-ip.ts';
import { parsePrivateKey } from '../../../plugin/engines/keys/private-key.ts';
import { subjectText } from '../../../plugin/engines/keys/subject-text.ts';
import { bcrypt } from '../../../plugin/go/bcrypt.ts';
import { bytesOf, textOf } from '../../../plugin/go/byte-string.ts';
import { der } from '../../../plugin/go/der.ts';

const now = Date.UTC(2026, 0, 15, 12);
const execution: Execution = {
  now: () => now,
  random: { bytes: randomBytes },
  missingKey: 'error',
  maxSteps: 10_000_000,
  maxOutputBytes: 1_000_000,
};

async function render(template: string, data: Readonly<Record<string, string>> = {}): Promise<string> {
  const { engine } = await engines.gotemplate();
  const compiled = await engine.compile(bytesOf(template), 'out');
  return textOf(
    compiled.execute(new Map(Object.entries(data).map(([key, value]) => [bytesOf(key), bytesOf(value)])), execution),
  );
}

// The wanted values are Go's: golang.org/x/crypto/bcrypt accepts these hashes.
test.each([
  ['', 'spwKS7.K7RZo.N2QUX638/unG/esJpO'],
  ['correct horse', 'zYbzSmmIfacWV9DVpnvDCuV1dl2KhPe'],
  ['pä', 'hiB2VIVx8mEgCKiCfq0QvrFfszWGs2K'],
  ['x'.repeat(72), 'hTNMT1uPkKGmIqtrKTzMkZdvBXSSNji'],
])('bcrypt() of %j', (password, hash) => {
  const salt = Buffer.from(Array.from({ length: 16 }, (_, index) => index * 7));
  expect(bcrypt(Buffer.from(password), salt)).toBe(`$2a$10$..aMDPuhIhC2NyXLTDrgYO${hash}`);
});

test.each([
  ['10.0.0.1', '10.0.0.1'],
  ['::1', '::1'],
  ['::', '::'],
  ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
  ['1:0:3:4:5:6:7:8', '1:0:3:4:5:6:7:8'],
  ['::ffff:1.2.3.4', '1.2.3.4'],
  ['fe80::1.2.3.4', 'fe80::102:304'],
  ['010.0.0.1', undefined],
  ['fe80::1%eth0', undefined],
  ['1.2.3', undefined],
  ['', undefined],
])('parseIp() of %s', (text, want) => {
  const ip = parseIp(text);
  expect(ip && formatIp(ip)).toBe(want);
});

// The wanted values are what Go's pkix.Name.String gives for these bytes.
test.each([
  [
    'escapes, and the order of Go',
    '304a310b300906035504061302444531133011060355040a130a41636d652c20496e632e310a3008060355040b130161310c300a060355040b1303622b63310c300a06035504030c03237820',
    'CN=\\#x\\ ,OU=a+OU=b\\+c,O=Acme\\, Inc.,C=DE',
  ],
  [
    'an attribute without a name, the last common name',
    '303c310c300a060355040313036f6e65310c300a0603550403130374776f3112301006092a864886f70d0109010c03614062310a30080603550405130137',
    'SERIALNUMBER=7,CN=two,1.2.840.113549.1.9.1=#0c03614062',
  ],
  ['characters of any script', '30183116301406035504030c0dc3bc203c613e205c202271223b', 'CN=ü \\<a\\> \\\\ \\"q\\"\\;'],
  ['nothing', '3000', ''],
  ['a space', '300c310a30080603550403130120', 'CN=\\ '],
])('subjectText() writes %s', (_, hex, want) => {
  expect(subjectText(Buffer.from(hex, 'hex'))).toBe(want);
});

describe('certificates', () => {
  const chain = `{{ $ca := genCAWithKey "Über CA" 365 (genPrivateKey .type) -}}
{{ $c := genSignedCertWithKey "svc" (list "10.0.0.1" "2001:db8::1") (list "svc" "*.svc.example") 30 $ca (genPrivateKey .type) -}}
{{ dict "ca" $ca "leaf" $c | toJson }}`;
  type Pair = { readonly Cert: string; readonly Key: string };

  test.each(['ecdsa', 'ed25519'])('are what others read: %s', async (type) => {
    const made = JSON.parse(await render(chain, { type })) as { ca: Pair; leaf: Pair };
    const ca = new X509Certificate(made.ca.Cert);
    const leaf = new X509Certificate(made.leaf.Cert);
    expect(ca.verify(ca.publicKey)).toBe(true);
    expect(leaf.verify(ca.publicKey) && leaf.checkIssued(ca)).toBe(true);
    expect(leaf.checkPrivateKey(createPrivateKey(made.leaf.Key))).toBe(true);
    expect([ca.ca, leaf.ca, ca.subject, leaf.subjectAltName]).toEqual([
      true,
      false,
      'CN=Über CA',
      'DNS:svc, DNS:*.svc.example, IP Address:10.0.0.1, IP Address:2001:DB8:0:0:0:0:0:1',
    ]);
    expect([leaf.validFrom, leaf.validTo]).toEqual(['Jan 15 12:00:00 2026 GMT', 'Feb 14 12:00:00 2026 GMT']);
  });

  test('RSA certificates verify', async () => {
    const made = JSON.parse(await render('{{ genSelfSignedCert "" nil (list "x.example") 1 | toJson }}')) as Pair;
    const certificate = new X509Certificate(made.Cert);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
  });

  test.each([
    ['a year beyond 9999', '{{ genCAWithKey "x" 3000000 (genPrivateKey "ed25519") }}'],
    ['a DNS name beyond ASCII', '{{ genSelfSignedCertWithKey "x" nil (list "é") 1 (genPrivateKey "ed25519") }}'],
    ['a key that cannot sign', '{{ genCAWithKey "x" 1 .x25519 }}'],
  ])('are not made with %s', async (_, template) => {
    const x25519 =
      '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VuBCIEIEjrXyWEMdHXhTKQR5RGN5ThuWVi+7ESNYZdkJkD5/ND\n-----END PRIVATE KEY-----\n';
    await expect(render(template, { x25519 })).rejects.toThrow(/error creating certificate/);
  });
});

describe('PKCS#12', () => {
  test('is what others read', async () => {
    const template =
      '{{ $c := genSelfSignedCert "svc" nil nil 30 }}{{ pemToPkcs12Pass $c.Cert $c.Key .pw }} {{ b64enc $c.Cert }}';
    const [file = '', cert = ''] = (await render(template, { pw: 'pass word' })).split(' ');
    const asn1 = forge.asn1.fromDer(Buffer.from(file, 'base64').toString('latin1'));
    const p12 = forge.pkcs12.pkcs12FromAsn1(asn1, 'pass word');
    const type = '1.2.840.113549.1.12.10.1.3';
    const [bag] = p12.getBags({ bagType: type })[type] ?? [];
    const read = forge.pki.certificateToPem(bag?.cert as forge.pki.Certificate).replaceAll('\r\n', '\n');
    expect(read).toBe(Buffer.from(cert, 'base64').toString());
    expect(() => forge.pkcs12.pkcs12FromAsn1(asn1, 'wrong')).toThrow();
  });

  test.each(['3des', 'aes128', 'aes256'] as const)('is read as others write it: %s', async (algorithm) => {
    const keys = forge.pki.rsa.generateKeyPair(1024);
    const certificate = forge.pki.createCertificate();
    certificate.publicKey = keys.publicKey;
    certificate.setSubject([{ name: 'commonName', value: 'x' }]);
    certificate.setIssuer([{ name: 'commonName', value: 'x' }]);
    certificate.sign(keys.privateKey);
    const asn1 = forge.pkcs12.toPkcs12Asn1(keys.privateKey, certificate, 'pw', { algorithm });
    const file = Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'latin1').toString('base64');
    const read = await render('{{ .file | b64dec | pkcs12certPass "pw" }}', { file });
    expect(read).toBe(forge.pki.certificateToPem(certificate).replaceAll('\r\n', '\n'));
  });

  test.each([
    [
      'a password beyond the basic plane',
      '{{ $c := genSelfSignedCertWithKey "x" nil nil 1 (genPrivateKey "ed25519") }}{{ pemToPkcs12Pass $c.Cert $c.Key "🔑" }}',
      'cannot be encoded',
    ],
    [
      'an empty line behind the certificates',
      '{{ $c := genSelfSignedCertWithKey "x" nil nil 1 (genPrivateKey "ed25519") }}{{ pemTruststoreToPKCS12 (print $c.Cert "\\n") }}',
      'something follows the last PEM block',
    ],
    ['no file', '{{ pkcs12key "x" }}', 'unable to decode pkcs12 with password'],
  ])('refuses %s', async (_, template, says) => {
    await expect(render(template)).rejects.toThrow(says);
  });
});

describe('JSON web keys', () => {
  const rsa = '{"kty":"RSA","n":"AQAB","e":"AQAB"}';

  test.each([
    ['null for a number', '{"kty":"RSA","n":null,"e":"AQAB"}'],
    ['text behind the key', `${rsa} x`],
    ['either alphabet', '{"kty":"RSA","n":"+/+/","e":"AQAB"}'],
  ])('takes %s', async (_, jwk) => {
    expect(await render('{{ jwkPublicKeyPem .jwk }}', { jwk })).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
  });

  test.each([
    ['a kid that is no string', '{"kid":1,"kty":"RSA","n":"AQAB","e":"AQAB"}'],
    ['operations that are no list', '{"key_ops":"sign","kty":"RSA","n":"AQAB","e":"AQAB"}'],
    ['a number for a number', '{"kty":"RSA","n":1,"e":"AQAB"}'],
    ['a key of Object', '{"kty":"constructor"}'],
  ])('refuses %s', async (_, jwk) => {
    await expect(render('{{ jwkPublicKeyPem .jwk }}', { jwk })).rejects.toThrow('error calling jwkPublicKeyPem');
  });
});

// As Go 1.26's x509.ParsePKCS1PrivateKey: it looks at the last three numbers only where all of them are there.
describe('parsePrivateKey() of an RSA key', () => {
  const { d, dp, dq, e, n, p, q, qi } = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({
    format: 'jwk',
  });
  const number = (text = ''): bigint => BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`);
  const head = [n, e, d, p, q].map(number);
  const [exponentP, exponentQ, coefficient] = [dp, dq, qi].map(number) as [bigint, bigint, bigint];

  test.each([
    ['with all of them', [exponentP, exponentQ, coefficient], true],
    ['with none of them', [], true],
    ['with a wrong first', [exponentP + 2n, exponentQ, coefficient], false],
    ['with a wrong last', [exponentP, exponentQ, coefficient + 1n], false],
    ['with a wrong one and no last', [exponentP + 2n, exponentQ], true],
    ['with a wrong one alone', [5n], true],
    ['with a zero alone', [0n], false],
    ['with a negative one alone', [-5n], false],
  ])('%s', (_what, last, isTaken) => {
    const bytes = der.sequence(...[0n, ...head, ...last].map(der.integer));
    const parse = () => parsePrivateKey(bytes, 'pkcs1');
    if (isTaken) expect(parse().asymmetricKeyType).toBe('rsa');
    else expect(parse).toThrow(KeyError);
  });
});
