import type { ServerResponse } from 'node:http';
import { AwsError } from './aws-error.ts';

/** What goes wrong instead of an answer. */
export type FaultKind =
  | 'denied'
  | 'key denied'
  | 'wrong region'
  | 'wrong clock'
  | 'expired'
  | 'throttled'
  | 'error500'
  | 'unavailable'
  | 'hang'
  | 'half body'
  | 'stalled body'
  | 'garbage'
  | 'empty'
  | 'reset';

/** A fault that the server shows. */
export interface Fault {
  readonly kind: FaultKind;
  /** `secretsmanager.GetSecretValue`; absent means every call. */
  readonly call?: string;
  /** How often; absent means for ever. */
  readonly times?: number;
}

/** Shows a fault; those that are an ordinary refusal are thrown. */
export function showFault(kind: FaultKind, response: ServerResponse): void {
  switch (kind) {
    case 'denied':
      throw new AwsError('AccessDeniedException', 'User: arn:aws:iam::1:user/x is not authorized to perform this');
    case 'key denied':
      throw new AwsError('AccessDeniedException', 'Access to KMS is not allowed');
    case 'wrong region':
      throw new AwsError('InvalidSignatureException', 'Credential should be scoped to a valid region.');
    case 'wrong clock':
      throw new AwsError('InvalidSignatureException', 'Signature expired: 20200101T000000Z is now earlier than 2026');
    case 'expired':
      throw new AwsError('ExpiredTokenException', 'The security token included in the request is expired');
    case 'throttled':
      throw new AwsError('ThrottlingException', 'Rate exceeded');
    case 'error500':
      throw new AwsError('InternalServiceError', 'marked-body', 500);
    case 'unavailable':
      response.writeHead(503, { 'content-type': 'text/html' }).end('<html>marked-body</html>');
      return;
    case 'hang':
      return;
    case 'half body':
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1', 'content-length': 1000 });
      response.write('{"SecretString": "marked-body', () => response.destroy());
      return;
    case 'stalled body':
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1', 'content-length': 1000 });
      response.write('{"SecretString": "marked-body');
      return;
    case 'garbage':
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end('marked-body, not JSON');
      return;
    case 'empty':
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end('{}');
      return;
    case 'reset':
      response.destroy();
  }
}
