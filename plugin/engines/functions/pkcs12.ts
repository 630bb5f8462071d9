import type { KeyObject } from 'node:crypto';
import { type Bytes, bufferOf, textOf } from '../../go/byte-string.ts';
import { decodePem, encodePem, type PemBlock } from '../../go/pem.ts';
import { type Certificate, parseCertificate } from '../keys/certificate.ts';
import { orderChain } from '../keys/certificate-chain.ts';
import { KeyError } from '../keys/key-error.ts';
import { readPkcs12 } from '../keys/pkcs12-read.ts';
import { writePkcs12, writeTrustStore } from '../keys/pkcs12-write.ts';
import { parseAnyPrivateKey, pkcs8Of } from '../keys/private-key.ts';
import type { CallContext } from '../value.ts';
import { type Family, impure } from './family.ts';
import { withKeyErrors } from './key-errors.ts';

// External-secrets' own functions on PKCS#12: runtime/template/v2/pkcs12.go.

const none = '' as Bytes;

/** Functions on PKCS#12 files; the file is raw bytes when it is read, and base64 when it is written. */
export const pkcs12: Family = {
  pkcs12key: impure(['string'], 'string', (call, file) => keyOf(call, none, file)),
  pkcs12keyPass: impure(['string', 'string'], 'string', keyOf),

  pkcs12cert: impure(['string'], 'string', (call, file) => certificatesOf(call, none, file)),
  pkcs12certPass: impure(['string', 'string'], 'string', certificatesOf),

  pemToPkcs12: impure(['string', 'string'], 'string', (call, cert, key) => write(call, () => [first(cert)], key, none)),
  pemToPkcs12Pass: impure(['string', 'string', 'string'], 'string', (call, cert, key, password) => {
    return write(call, () => [first(cert)], key, password);
  }),

  fullPemToPkcs12: impure(['string', 'string'], 'string', (call, certs, key) =>
    write(call, () => atLeastOne(certs), key, none),
  ),
  fullPemToPkcs12Pass: impure(['string', 'string', 'string'], 'string', (call, certs, key, password) => {
    return write(call, () => atLeastOne(certs), key, password);
  }),

  pemTruststoreToPKCS12: impure(['string'], 'string', (call, certs) => writeTrusted(call, certs, none)),
  pemTruststoreToPKCS12Pass: impure(['string', 'string'], 'string', writeTrusted),
};

function keyOf(call: CallContext, password: Bytes, file: Bytes): Bytes {
  return withKeyErrors(() => {
    const { key } = readPkcs12(call, bufferOf(file), textOf(password));
    return encodePem('PRIVATE KEY', pkcs8Of(key));
  }, 'unable to decode pkcs12 with password: ');
}

function certificatesOf(call: CallContext, password: Bytes, file: Bytes): Bytes {
  return withKeyErrors(() => {
    const { certificates } = readPkcs12(call, bufferOf(file), textOf(password));
    const ordered = chainOf(certificates);
    return ordered.map(({ bytes }) => encodePem('CERTIFICATE', bytes)).join('') as Bytes;
  }, 'unable to decode pkcs12 certificate with password: ');
}

/** What is no chain keeps its order. */
function chainOf(certificates: readonly Certificate[]): readonly Certificate[] {
  try {
    return orderChain(certificates);
  } catch (error) {
    if (error instanceof KeyError) return certificates;
    throw error;
  }
}

function write(
  call: CallContext,
  blocks: () => readonly [PemBlock, ...PemBlock[]],
  key: Bytes,
  password: Bytes,
): Bytes {
  return withKeyErrors(() => {
    const [own, ...others] = blocks().map(({ bytes }) => parseCertificate(bytes)) as [Certificate, ...Certificate[]];
    const file = writePkcs12(call, privateKeyOf(key), [own, ...others], textOf(password));
    return file.toString('base64') as Bytes;
  });
}

function writeTrusted(call: CallContext, certs: Bytes, password: Bytes): Bytes {
  return withKeyErrors(() => {
    const certificates = blocksOf(certs).map(({ bytes }) => parseCertificate(bytes));
    return writeTrustStore(call, certificates, textOf(password)).toString('base64') as Bytes;
  });
}

function privateKeyOf(text: Bytes): KeyObject {
  const { block } = decodePem(text);
  if (block === undefined) throw new KeyError('the key holds no PEM block');
  return parseAnyPrivateKey(block.bytes);
}

function first(text: Bytes): PemBlock {
  const { block } = decodePem(text);
  if (block === undefined) throw noBlock();
  return block;
}

function atLeastOne(text: Bytes): readonly [PemBlock, ...PemBlock[]] {
  const [own, ...others] = blocksOf(text);
  if (own === undefined) throw noBlock();
  return [own, ...others];
}

/** Every block; anything behind the last one, be it an empty line, makes the operator fail. */
function blocksOf(text: Bytes): readonly PemBlock[] {
  const blocks: PemBlock[] = [];
  for (let rest = text; rest !== ''; ) {
    const found = decodePem(rest);
    if (found.block === undefined) throw new KeyError('something follows the last PEM block, perhaps an empty line');
    blocks.push(found.block);
    rest = found.rest;
  }
  return blocks;
}

function noBlock(): KeyError {
  return new KeyError('the certificate holds no PEM block');
}
