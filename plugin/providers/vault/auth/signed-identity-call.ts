import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsCredentials } from '../../aws/aws-credentials.ts';

const text = 'Action=GetCallerIdentity&Version=2011-06-15';

/**
 * Signs a call of STS GetCallerIdentity, for Vault to make.
 *
 * @remarks
 * Nothing is sent to AWS from here. The headers are as few as Vault's allow list wants them, each in a list, as Go's
 * `http.Header` is written. In us-east-1 the host is the global one, as of the operator's SDK: it is what a Vault without
 * an `sts_endpoint` calls.
 * @param serverId - `vaultAwsIamServerID`: ties the signature to one Vault.
 * @param now - Milliseconds since 1970.
 */
export async function signedIdentityCall(
  credentials: AwsCredentials,
  region: string,
  serverId: string | undefined,
  now: number,
): Promise<Readonly<Record<string, string>>> {
  const host = hostOf(region);
  const signer = new SignatureV4({ service: 'sts', region, credentials, sha256: Sha256, uriEscapePath: true });
  const signed = await signer.sign(
    {
      method: 'POST',
      protocol: 'https:',
      hostname: host,
      path: '/',
      query: {},
      headers: {
        host,
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        'content-length': String(text.length),
        ...(serverId ? { 'x-vault-aws-iam-server-id': serverId } : {}),
      },
      body: text,
    },
    { signingDate: new Date(now) },
  );
  const headers = Object.fromEntries(Object.entries(signed.headers).map(([name, value]) => [name, [value]]));
  return {
    iam_http_request_method: 'POST',
    iam_request_url: base64(`https://${host}/`),
    iam_request_body: base64(text),
    iam_request_headers: base64(JSON.stringify(headers)),
  };
}

function hostOf(region: string): string {
  if (region === 'us-east-1') return 'sts.amazonaws.com';
  return `sts.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}

function base64(plain: string): string {
  return Buffer.from(plain).toString('base64');
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
