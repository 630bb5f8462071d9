/** An elliptic curve that Go knows. */
export interface Curve {
  /** As OpenSSL calls it. */
  readonly name: string;
  /** As JSON web keys call it. */
  readonly jwk: string;
  readonly oid: string;
  /** How many points there are. */
  readonly order: bigint;
  /** Bytes of a coordinate. */
  readonly size: number;
  /** What its signatures hash with. */
  readonly hash: 'sha256' | 'sha384' | 'sha512';
}

/** P-256 first. */
export const curves: readonly [Curve, ...Curve[]] = [
  {
    name: 'prime256v1',
    jwk: 'P-256',
    oid: '1.2.840.10045.3.1.7',
    order: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
    size: 32,
    hash: 'sha256',
  },
  {
    name: 'secp384r1',
    jwk: 'P-384',
    oid: '1.3.132.0.34',
    order: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
    size: 48,
    hash: 'sha384',
  },
  {
    name: 'secp521r1',
    jwk: 'P-521',
    oid: '1.3.132.0.35',
    order:
      0x1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
    size: 66,
    hash: 'sha512',
  },
  {
    name: 'secp224r1',
    jwk: 'P-224',
    oid: '1.3.132.0.33',
    order: 0xffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3dn,
    size: 28,
    hash: 'sha256',
  },
];
