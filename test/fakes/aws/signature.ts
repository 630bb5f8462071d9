import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { AwsError } from './aws-error.ts';
import type { AccessKey } from './sts.ts';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html

/** What an Authorization header claims. */
export interface Scope {
  readonly accessKeyId: string;
  readonly day: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: string;
  readonly signature: string;
}

/** Reads the Authorization header; unsigned requests have none. */
export function scopeOf(request: IncomingMessage): Scope | undefined {
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d+)\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=(\w+)$/.exec(
      request.headers.authorization ?? '',
    );
  if (match === null) return undefined;
  const [, accessKeyId = '', day = '', region = '', service = '', signedHeaders = '', signature = ''] = match;
  return { accessKeyId, day, region, service, signedHeaders, signature };
}

/** Refuses a request whose key is unknown, expired, or did not make the signature. */
export function checkSignature(
  request: IncomingMessage,
  body: Buffer,
  scope: Scope,
  keys: ReadonlyMap<string, AccessKey>,
): void {
  const key = keys.get(scope.accessKeyId);
  if (key === undefined || request.headers['x-amz-security-token'] !== key.token) {
    throw new AwsError('UnrecognizedClientException', 'The security token included in the request is invalid.');
  }
  if (key.expired === true) {
    throw new AwsError('ExpiredTokenException', 'The security token included in the request is expired');
  }
  if (signatureOf(request, body, scope, key.secret) !== scope.signature) {
    throw new AwsError('InvalidSignatureException', 'The request signature we calculated does not match');
  }
}

function signatureOf(request: IncomingMessage, body: Buffer, scope: Scope, secret: string): string {
  const [path = '/', query = ''] = (request.url ?? '/').split('?');
  const headers = scope.signedHeaders.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const canonical = [request.method, path, query, headers.join(''), scope.signedHeaders, sha256(body)].join('\n');
  const credentialScope = `${scope.day}/${scope.region}/${scope.service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], credentialScope, sha256(canonical)].join('\n');
  const key = [scope.day, scope.region, scope.service, 'aws4_request'].reduce<Buffer>(
    (seed, part) => createHmac('sha256', seed).update(part).digest(),
    Buffer.from(`AWS4${secret}`),
  );
  return createHmac('sha256', key).update(text).digest('hex');
}

function sha256(data: Buffer | string): string {
  return createHash('sha256').update(data).digest('hex');
}
