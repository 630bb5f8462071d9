import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { sshWire } from './ssh-wire.ts';

/** A key pair as OpenSSH writes it: what both files share, and what only the private one holds. */
export interface SshKeyParts {
  /** `ssh-ed25519`, `ssh-rsa`, `ecdsa-sha2-nistp256`. */
  readonly type: string;
  /** The public key, without its type. */
  readonly publicPart: Buffer;
  /** The private key, without its type and the comment. */
  readonly privatePart: Buffer;
}

type Member = 'n' | 'e' | 'd' | 'p' | 'q' | 'qi' | 'x' | 'y';

const curveNames = new Map([
  ['P-256', 'nistp256'],
  ['P-384', 'nistp384'],
  ['P-521', 'nistp521'],
]);

/** Takes a private key apart, as `golang.org/x/crypto/ssh` writes it (`MarshalPrivateKey`). */
export function sshKeyParts(key: KeyObject): SshKeyParts {
  const { string, mpint } = sshWire;
  const jwk = key.export({ format: 'jwk' });
  const member = (name: Member) => Buffer.from(jwk[name] ?? '', 'base64url');
  switch (key.asymmetricKeyType) {
    case 'rsa': {
      const [n, e] = [mpint(member('n')), mpint(member('e'))];
      const rest = (['d', 'qi', 'p', 'q'] as const).map((name) => mpint(member(name)));
      return { type: 'ssh-rsa', publicPart: Buffer.concat([e, n]), privatePart: Buffer.concat([n, e, ...rest]) };
    }
    case 'ec':
      return ecParts(jwk, member);
    default: {
      const publicKey = Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x ?? '', 'base64url');
      const publicPart = string(publicKey);
      const both = string(Buffer.concat([member('d'), publicKey]));
      return { type: 'ssh-ed25519', publicPart, privatePart: Buffer.concat([publicPart, both]) };
    }
  }
}

function ecParts({ crv }: JsonWebKey, member: (name: Member) => Buffer): SshKeyParts {
  const curve = curveNames.get(crv ?? '') ?? '';
  const point = Buffer.concat([Buffer.of(4), member('x'), member('y')]);
  const publicPart = Buffer.concat([sshWire.string(curve), sshWire.string(point)]);
  return {
    type: `ecdsa-sha2-${curve}`,
    publicPart,
    privatePart: Buffer.concat([publicPart, sshWire.mpint(member('d'))]),
  };
}
