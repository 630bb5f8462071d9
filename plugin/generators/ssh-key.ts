import type { KeyObject } from 'node:crypto';
import { curves } from '../engines/keys/curves.ts';
import { generateEcKey } from '../engines/keys/ec-key.ts';
import { generateEd25519Key } from '../engines/keys/ed25519-key.ts';
import { generateRsaKey } from '../engines/keys/rsa-key.ts';
import type { CallContext } from '../engines/value.ts';
import { generatorError } from '../errors/generator.ts';
import { encodePem } from '../go/pem.ts';
import type { RandomSource } from '../model/random.ts';
import { Sensitive } from '../model/sensitive.ts';
import type { Generator, GeneratorInfo } from './generator.ts';
import { type SshKeyParts, sshKeyParts } from './ssh-key-parts.ts';
import { sshWire } from './ssh-wire.ts';

// SSHKey: a key pair in OpenSSH's own forms. ESO: generators/v1/sshkey/sshkey.go.

interface Fields {
  readonly keyType: 'rsa' | 'ecdsa' | 'ed25519';
  readonly keySize?: number;
  readonly comment?: string;
}

/** The least that Go's crypto/rsa makes. */
const leastRsaBits = 1024;

/** A private key as OpenSSH stores it, and the line for authorized_keys. */
export const generator: Generator = {
  random: true,
  outputs: () => ['privateKey', 'publicKey'],
  async generate(spec, info, context) {
    const fields = spec as unknown as Fields;
    const random = context.random();
    const parts = sshKeyParts(makeKey(fields, random, info));
    const { comment = '' } = fields;
    return new Map([
      ['privateKey', new Sensitive(privateFile(parts, comment, random))],
      ['publicKey', new Sensitive(publicLine(parts, comment))],
    ]);
  },
};

function makeKey({ keyType, keySize }: Fields, random: RandomSource, info: GeneratorInfo): KeyObject {
  const call: CallContext = {
    now: () => 0,
    randomBytes: (count) => random.bytes(count),
    isSeeded: random.isSeeded === true,
    spend() {},
  };
  if (keyType === 'ed25519') return generateEd25519Key(call);
  if (keyType === 'ecdsa') {
    // Every other size is P-256, silently, as in the operator.
    return generateEcKey(call, curves.find(({ jwk }) => jwk === `P-${keySize}` && keySize !== 224) ?? curves[0]);
  }
  const size = keySize ?? 2048;
  if (size < leastRsaBits) throw generatorError('SSH_KEY_SIZE', { size, least: leastRsaBits }, info.place('keySize'));
  return generateRsaKey(call, size);
}

/** openssh-portable, PROTOCOL.key: without a passphrase, padded to eight bytes with 1, 2, 3. */
function privateFile({ type, publicPart, privatePart }: SshKeyParts, comment: string, random: RandomSource): Buffer {
  const { string, uint32 } = sshWire;
  const check = random.bytes(4);
  const open = Buffer.concat([check, check, string(type), privatePart, string(comment)]);
  const padding = Buffer.from(Array.from({ length: (8 - (open.length % 8)) % 8 }, (_, index) => index + 1));
  const file = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    string('none'),
    string('none'),
    string(''),
    uint32(1),
    string(Buffer.concat([string(type), publicPart])),
    string(Buffer.concat([open, padding])),
  ]);
  return Buffer.from(encodePem('OPENSSH PRIVATE KEY', file), 'latin1');
}

function publicLine({ type, publicPart }: SshKeyParts, comment: string): string {
  const key = Buffer.concat([sshWire.string(type), publicPart]).toString('base64');
  return `${type} ${key}${comment === '' ? '' : ` ${comment}`}\n`;
}
