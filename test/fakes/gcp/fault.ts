import type { ServerResponse } from 'node:http';
import { GcpError } from './gcp-error.ts';

/** What goes wrong instead of an answer. */
export type FaultKind =
  | 'denied'
  | 'not enabled'
  | 'expired'
  | 'throttled'
  | 'error500'
  | 'unavailable'
  | 'hang'
  | 'half body'
  | 'garbage'
  | 'html 404'
  | 'empty'
  | 'reset';

/** A fault that the server shows. */
export interface Fault {
  readonly kind: FaultKind;
  /** How the call begins: `AccessSecretVersion`, `token`; absent means every call. */
  readonly call?: string;
  /** How often; absent means for ever. */
  readonly times?: number;
}

const refusals: Readonly<Partial<Record<FaultKind, readonly [number, string, string]>>> = {
  denied: [403, 'PERMISSION_DENIED', 'marked-body: permission denied'],
  'not enabled': [403, 'PERMISSION_DENIED', 'marked-body: it has not been used in project 1 before or it is disabled'],
  expired: [401, 'UNAUTHENTICATED', 'marked-body: invalid authentication credentials'],
  throttled: [429, 'RESOURCE_EXHAUSTED', 'marked-body: quota exceeded'],
  error500: [500, 'INTERNAL', 'marked-body: internal error'],
};

/** Shows a fault; those that are an ordinary refusal are thrown. */
export function showFault(kind: FaultKind, response: ServerResponse): void {
  const refusal = refusals[kind];
  if (refusal !== undefined) throw new GcpError(...refusal);
  const json = { 'content-type': 'application/json' };
  switch (kind) {
    case 'half body':
      response.writeHead(200, { ...json, 'content-length': 1000 });
      response.write('{"name": "x", "payload": {"data": "marked-body', () => response.destroy());
      return;
    case 'garbage':
      response.writeHead(200, json).end('marked-body, not JSON');
      return;
    case 'html 404':
      response.writeHead(404, { 'content-type': 'text/html' }).end('<html>marked-body</html>');
      return;
    case 'unavailable':
      response.writeHead(503, { 'content-type': 'text/html' }).end('<html>marked-body</html>');
      return;
    case 'empty':
      response.writeHead(200, json).end('{}');
      return;
    case 'reset':
      response.destroy();
      return;
    default:
  }
}
