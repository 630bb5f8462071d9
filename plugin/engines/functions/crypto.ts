import { createCipheriv, createDecipheriv, createHash, createHmac, scryptSync } from 'node:crypto';
import { decodeBase64 } from '../../go/base64.ts';
import { bcrypt, longestPassword } from '../../go/bcrypt.ts';
import { type Bytes, bufferOf, bytesFromBuffer } from '../../go/byte-string.ts';
import { encodePem } from '../../go/pem.ts';
import { generateDsaKey } from '../keys/dsa-key.ts';
import { generateEcKey } from '../keys/ec-key.ts';
import { generateEd25519Key } from '../keys/ed25519-key.ts';
import { privateKeyPem } from '../keys/private-key.ts';
import { generateRsaKey } from '../keys/rsa-key.ts';
import { type CallContext, FunctionError, GoInt, type Value } from '../value.ts';
import { type Family, impure } from './family.ts';
import { passwordClasses, passwordTemplates } from './password-templates.ts';

// Sprig's cryptographic functions, as external-secrets vendors them: runtime/template/v2/sprig/crypto.go.

/** Steps that a slow function takes from the budget: about as many as the evaluator does in the same time. */
const slow = 100_000;

const blockSize = 16;

/** Functions that hash passwords, encrypt, and make keys. */
export const crypto: Family = {
  // What goes wrong becomes the value.
  bcrypt: impure(['string'], 'string', hashPassword),

  htpasswd: impure(['string', 'string', 'sprig.HashAlgorithm'], 'string', (call, user, password, algorithm) => {
    if (user.includes(':')) return `invalid username: ${user}` as Bytes;
    if (algorithm !== ('sha' as Bytes)) return `${user}:${hashPassword(call, password)}` as Bytes;
    return `${user}:{SHA}${createHash('sha1').update(bufferOf(password)).digest('base64')}` as Bytes;
  }),

  derivePassword: impure(
    ['uint32', 'string', 'string', 'string', 'string'],
    'string',
    (call, counter, type, password, user, site) => {
      const templates = passwordTemplates.get(type);
      if (templates === undefined) return `cannot find password template ${type}` as Bytes;
      call.spend(slow);
      return derivePassword(numberOf(counter), templates, password, user, site);
    },
  ),

  encryptAES: impure(['string', 'string'], 'string', (call, password, text) => {
    if (text === '') return text;
    const iv = call.randomBytes(blockSize);
    const cipher = createCipheriv('aes-256-cbc', aesKey(password), iv);
    return Buffer.concat([iv, cipher.update(bufferOf(text)), cipher.final()]).toString('base64') as Bytes;
  }),

  decryptAES: impure(['string', 'string'], 'string', (_call, password, text) => decrypt(password, text)),

  genPrivateKey: impure(['string'], 'string', (call, type) => {
    switch (type) {
      case '':
      case 'rsa':
        return privateKeyPem(generateRsaKey(call, 4096));
      case 'dsa':
        return encodePem('DSA PRIVATE KEY', generateDsaKey(call));
      case 'ecdsa':
        return privateKeyPem(generateEcKey(call));
      case 'ed25519':
        return privateKeyPem(generateEd25519Key(call));
      default:
        return `Unknown type ${type}` as Bytes;
    }
  }),
};

function hashPassword(call: CallContext, password: Bytes): Bytes {
  if (password.length > longestPassword) {
    return 'failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes' as Bytes;
  }
  call.spend(slow);
  return bcrypt(bufferOf(password), call.randomBytes(16)) as Bytes;
}

function numberOf(value: Value): number {
  return Number(value instanceof GoInt ? value.value : value);
}

/** The Master Password algorithm, version 1, as Sprig has it. */
function derivePassword(
  counter: number,
  templates: readonly string[],
  password: Bytes,
  user: Bytes,
  site: Bytes,
): Bytes {
  const scope = Buffer.from('com.lyndir.masterpassword');
  const salt = Buffer.concat([scope, wordOf(user.length), bufferOf(user)]);
  const key = scryptSync(bufferOf(password), salt, 64, { N: 32768, r: 8, p: 2, maxmem: 128 * 1024 * 1024 });
  const seed = createHmac('sha256', key)
    .update(Buffer.concat([scope, wordOf(site.length), bufferOf(site), wordOf(counter)]))
    .digest();
  const template = templates[(seed[0] as number) % templates.length] as string;
  return Array.from(template, (kind, index) => {
    const characters = passwordClasses.get(kind) as string;
    return characters[(seed[index + 1] as number) % characters.length];
  }).join('') as Bytes;
}

function wordOf(value: number): Buffer {
  const word = Buffer.alloc(4);
  word.writeUInt32BE(value);
  return word;
}

/** The password itself, cut or filled up with zeros. */
function aesKey(password: Bytes): Buffer {
  const key = Buffer.alloc(32);
  bufferOf(password).copy(key);
  return key;
}

function decrypt(password: Bytes, text: Bytes): Bytes {
  if (text === '') return text;
  const decoded = decodeBase64(text);
  if (decoded === undefined) throw new FunctionError('illegal base64 data');
  if (decoded.length < blockSize) throw new FunctionError('runtime error: slice bounds out of range');
  const body = bufferOf(decoded).subarray(blockSize);
  if (body.length % blockSize !== 0) throw new FunctionError('crypto/cipher: input not full blocks');
  if (body.length === 0) throw new FunctionError('runtime error: index out of range [-1]');
  const cipher = createDecipheriv('aes-256-cbc', aesKey(password), bufferOf(decoded).subarray(0, blockSize));
  const plain = cipher.setAutoPadding(false).update(body);
  // Sprig believes the last byte, whatever it says.
  const padding = plain.at(-1) as number;
  if (padding > plain.length) throw new FunctionError('runtime error: slice bounds out of range');
  return bytesFromBuffer(plain.subarray(0, plain.length - padding));
}
