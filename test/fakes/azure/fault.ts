import type { ServerResponse } from 'node:http';
import { AzureError } from './azure-error.ts';

/** What goes wrong instead of an answer. */
export type FaultKind =
  | 'denied'
  | 'firewall'
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
  /** How the call begins: `GET /secrets`, `token`; absent means every call of the vault. */
  readonly call?: string;
  /** How often; absent means for ever. */
  readonly times?: number;
}

const refusals: Readonly<Partial<Record<FaultKind, readonly [number, string, string, string?]>>> = {
  denied: [403, 'Forbidden', 'marked-body: no permission', 'ForbiddenByRbac'],
  firewall: [403, 'Forbidden', 'marked-body: client address is not authorized', 'ForbiddenByFirewall'],
  expired: [401, 'Unauthorized', 'marked-body: the token has expired'],
  throttled: [429, 'Throttled', 'marked-body: too many requests'],
  error500: [500, 'InternalServerError', 'marked-body: internal error'],
};

/** Shows a fault; those that are an ordinary refusal are thrown. */
export function showFault(kind: FaultKind, response: ServerResponse): void {
  const refusal = refusals[kind];
  if (refusal !== undefined) throw new AzureError(...refusal);
  const json = { 'content-type': 'application/json' };
  switch (kind) {
    case 'half body':
      response.writeHead(200, { ...json, 'content-length': 1000 });
      response.write('{"value": "marked-body', () => response.destroy());
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
