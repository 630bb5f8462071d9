import type { Family } from './family.ts';

/** A family that is loaded when a template names one of its functions. */
export interface AbsentFamily {
  readonly names: readonly string[];
  readonly load: () => Promise<Family>;
}

/**
 * The families that bring a library, or much code of their own. Their names stand here, so that a template can be parsed
 * before any of them is there.
 */
export const absentFamilies: readonly AbsentFamily[] = [
  {
    names: words(`buildCustomCert genCA genCAWithKey genSelfSignedCert genSelfSignedCertWithKey genSignedCert
      genSignedCertWithKey`),
    load: async () => (await import('./certs.ts')).certs,
  },
  {
    names: words('bcrypt htpasswd derivePassword genPrivateKey encryptAES decryptAES'),
    load: async () => (await import('./crypto.ts')).crypto,
  },
  {
    names: words(`now date date_in_zone dateInZone htmlDate htmlDateInZone date_modify dateModify must_date_modify
      mustDateModify toDate mustToDate unixEpoch ago duration durationRound`),
    load: async () => (await import('./dates.ts')).dates,
  },
  {
    names: words('filterPEM filterCertChain certSANs'),
    load: async () => (await import('./pem.ts')).pem,
  },
  {
    names: words('jwkPublicKeyPem jwkPrivateKeyPem'),
    load: async () => (await import('./jwk.ts')).jwk,
  },
  {
    names: words(`pkcs12key pkcs12keyPass pkcs12cert pkcs12certPass pemToPkcs12 pemToPkcs12Pass fullPemToPkcs12
      fullPemToPkcs12Pass pemTruststoreToPKCS12 pemTruststoreToPKCS12Pass`),
    load: async () => (await import('./pkcs12.ts')).pkcs12,
  },
  {
    names: words('randAlphaNum randAlpha randNumeric randAscii randInt randBytes uuidv4 shuffle'),
    load: async () => (await import('./random.ts')).random,
  },
  {
    names: words(`regexMatch mustRegexMatch regexFind mustRegexFind regexFindAll mustRegexFindAll regexReplaceAll
      mustRegexReplaceAll regexReplaceAllLiteral mustRegexReplaceAllLiteral regexSplit mustRegexSplit regexQuoteMeta`),
    load: async () => (await import('./regex.ts')).regex,
  },
  {
    names: words('rsaDecrypt'),
    load: async () => (await import('./rsa.ts')).rsa,
  },
  {
    names: words('semver semverCompare'),
    load: async () => (await import('./semver.ts')).semver,
  },
  {
    names: words('toYaml fromYaml'),
    load: async () => (await import('./yaml.ts')).yaml,
  },
];

function words(text: string): readonly string[] {
  return text.split(/\s+/);
}
