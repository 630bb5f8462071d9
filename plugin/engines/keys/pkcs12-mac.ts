import { createHmac, pbkdf2Sync } from 'node:crypto';
import type { DerReader } from '../../go/der-read.ts';
import type { CallContext } from '../value.ts';
import { KeyError } from './key-error.ts';
import { countOf, type Password, readPbkdf2 } from './pbe.ts';
import { derivePkcs12, type Pkcs12Hash } from './pkcs12-kdf.ts';

const pbmac1 = '1.2.840.113549.1.5.14';

const digests = new Map<string, Pkcs12Hash>([
  ['1.3.14.3.2.26', 'sha1'],
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);

const hmacs = new Map([
  ['1.2.840.113549.2.7', 'sha1'],
  ['1.2.840.113549.2.9', 'sha256'],
  ['1.2.840.113549.2.11', 'sha512'],
]);

const macSizes = { sha1: 20, sha256: 32, sha512: 64 } as const;

/** How a file's content is authenticated. */
export interface Mac {
  readonly digest: Buffer;
  compute(password: Password): Buffer;
}

/** Reads MacData. */
export function readMac(call: CallContext, data: DerReader, content: Buffer): Mac {
  const info = data.sequence();
  const algorithm = info.sequence();
  const oid = algorithm.oid();
  const digest = info.octets();
  if (oid === pbmac1) {
    const parameters = algorithm.sequence();
    return { digest, compute: (password) => computePbmac1(call, parameters, content, password.text) };
  }
  const hash = digests.get(oid);
  if (hash === undefined) throw new KeyError(`pkcs12: MAC digest algorithm not supported: ${oid}`);
  const salt = data.octets();
  const iterations = data.isAtEnd ? 1 : countOf(data.integer());
  return { digest, compute: (password) => computeMac(call, content, { hash, salt, iterations }, password) };
}

/** HMAC with a key derived from the password. */
export function computeMac(
  call: CallContext,
  content: Buffer,
  { hash, salt, iterations }: { readonly hash: Pkcs12Hash; readonly salt: Buffer; readonly iterations: number },
  password: Password,
): Buffer {
  call.spend(iterations * 2);
  const key = derivePkcs12({ hash, password: password.bmp, salt, iterations }, 'mac', macSizes[hash]);
  return createHmac(hash, key).update(content).digest();
}

function computePbmac1(call: CallContext, parameters: DerReader, content: Buffer, password: string): Buffer {
  const derivation = parameters.sequence();
  const kdf = derivation.oid();
  if (kdf !== '1.2.840.113549.1.5.12') throw new KeyError(`pkcs12: PBMAC1 KDF algorithm ${kdf} is not supported`);
  const { salt, iterations, keyLength, hash } = readPbkdf2(derivation.sequence());
  const oid = parameters.sequence().oid();
  const mac = hmacs.get(oid);
  if (mac === undefined) throw new KeyError(`pkcs12: PBMAC1 MAC algorithm ${oid} is not supported`);
  if (keyLength === undefined) throw new KeyError('pkcs12: PBMAC1 requires explicit KeyLength parameter');
  call.spend(iterations + keyLength);
  return createHmac(mac, pbkdf2Sync(password, salt, iterations, keyLength, hash))
    .update(content)
    .digest();
}
