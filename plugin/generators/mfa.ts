import { createHmac } from 'node:crypto';
import { generatorError } from '../errors/generator.ts';
import { type Bytes, bufferOf } from '../go/byte-string.ts';
import { decodeBase32 } from '../go/decode-base32.ts';
import { Sensitive } from '../model/sensitive.ts';
import type { SecretSelector } from '../providers/key-reference.ts';
import type { Generator } from './generator.ts';
import { secretReference } from './secret-reference.ts';

// MFA: a one-time password by RFC 6238. ESO: generators/v1/mfa/{mfa,otp}.go.

interface Fields {
  readonly secret: SecretSelector;
  readonly length?: number;
  readonly timePeriod?: number;
  readonly when?: string;
}

const mostDigits = 1000;

/** The one-time password of now, or of `when`. `algorithm` is accepted and never used, as in the operator: always SHA-1. */
export const generator: Generator = {
  random: false,
  async generate(spec, info, context) {
    const fields = spec as unknown as Fields;
    const length = positive(fields.length) ?? 6;
    const period = positive(fields.timePeriod) ?? 30;
    if (length > mostDigits) throw generatorError('MFA_LENGTH', { length, most: mostDigits }, info.place('length'));
    const reference = secretReference(fields.secret, 'secret', info, context);
    const seed = seedOf((await context.secretKey(reference)).reveal().toString('utf8'));
    if (seed === undefined) throw generatorError('MFA_SEED', {}, reference.place);
    const when = Math.floor((fields.when === undefined ? context.now() : Date.parse(fields.when)) / 1000);
    const token = passwordAt(Math.floor(when / period), seed)
      .padStart(length, '0')
      .slice(-length);
    return new Map([
      ['token', new Sensitive(token)],
      ['timeLeft', new Sensitive(String(period - (when % period)))],
    ]);
  },
};

function positive(number: number | undefined): number | undefined {
  return number !== undefined && number > 0 ? number : undefined;
}

/** Unpadded base32, blanks removed, in capitals. Digits that make no whole byte at the end are lost, as Go loses them. */
function seedOf(text: string): Buffer | undefined {
  const digits = text
    .replaceAll(' ', '')
    .toUpperCase()
    .replace(/[\r\n]/g, '');
  if (!/^[A-Z2-7]*$/.test(digits)) return undefined;
  const rest = digits.length % 8;
  const whole = [1, 3, 6].includes(rest) ? digits.slice(0, -rest) : digits;
  const decoded = decodeBase32(whole.padEnd(Math.ceil(whole.length / 8) * 8, '=') as Bytes);
  return 'bytes' in decoded ? bufferOf(decoded.bytes) : undefined;
}

/** RFC 4226, section 5.4: 31 bits of the digest, in decimal. */
function passwordAt(count: number, seed: Buffer): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt.asUintN(64, BigInt(count)));
  const digest = createHmac('sha1', seed).update(counter).digest();
  const offset = (digest.at(-1) as number) & 0x0f;
  return String(digest.readUInt32BE(offset) & 0x7fffffff);
}
