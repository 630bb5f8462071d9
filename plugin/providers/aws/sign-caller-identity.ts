import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsCredentials } from './aws-credentials.ts';

/** The body of the call. */
export const callerIdentityBody = 'Action=GetCallerIdentity&Version=2011-06-15';

/** For whom a call is signed. */
export interface CallerIdentityCall {
  readonly host: string;
  readonly region: string;
  /** Further headers, part of the signature. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Signs a call of STS GetCallerIdentity for somebody else to make. Nothing is sent from here.
 *
 * @returns The headers of the call, in small letters.
 */
export async function signCallerIdentity(
  credentials: AwsCredentials,
  { host, region, headers = {}, now }: CallerIdentityCall,
): Promise<Readonly<Record<string, string>>> {
  const signer = new SignatureV4({ service: 'sts', region, credentials, sha256: Sha256, uriEscapePath: true });
  const request = {
    method: 'POST',
    protocol: 'https:',
    hostname: host,
    path: '/',
    query: {},
    headers: {
      host,
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      'content-length': String(callerIdentityBody.length),
      ...headers,
    },
    body: callerIdentityBody,
  };
  return (await signer.sign(request, { signingDate: new Date(now) })).headers;
}

/** Node's SHA-256 in the form that the signer takes: plain, or keyed where it is given a secret. */
class Sha256 {
  readonly #hash: { update(data: Uint8Array | string): unknown; digest(): Buffer };

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytesOf(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {}
}

function bytesOf(data: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}
