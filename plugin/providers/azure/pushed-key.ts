import { createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { azureError } from '../../errors/azure.ts';

/** A key to import, its numbers in base64url as JSON web keys have them. */
export type PushedKey = Readonly<Record<string, string>> & { readonly kty: string };

/**
 * Makes the key that a value holds: a private key in PEM, or the value itself as a symmetric one.
 *
 * @remarks ESO: `keyvault.go`, `getKeyFromValue`.
 * @throws ManifestError `AZURE_PUSH_VALUE`
 */
export function pushedKey(value: Buffer, key: string): PushedKey {
  const block = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]+?-----END \1-----/.exec(value.toString('latin1'));
  if (block === null) return { kty: 'oct', k: value.toString('base64url') };
  const opened = /^(RSA |EC )?PRIVATE KEY$/.test(block[1] ?? '') ? open(block[0]) : undefined;
  const exported = opened === undefined ? undefined : fieldsOf(opened.export({ format: 'jwk' }));
  if (exported !== undefined && /^(RSA|EC)$/.test(exported.kty)) return exported;
  throw azureError('AZURE_PUSH_VALUE', { key, why: 'is no RSA or EC private key in PEM' });
}

function open(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}

function fieldsOf(exported: JsonWebKey): PushedKey {
  const texts = Object.entries(exported).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return { kty: '', ...Object.fromEntries(texts) };
}
