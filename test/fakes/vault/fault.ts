import type { ServerResponse } from 'node:http';
import { VaultError } from './vault-error.ts';

/** What goes wrong instead of an answer. */
export type FaultKind =
  | 'denied'
  | 'missing'
  | 'stale'
  | 'throttled'
  | 'error500'
  | 'sealed'
  | 'not initialized'
  | 'hang'
  | 'half body'
  | 'stalled body'
  | 'garbage'
  | 'html 404'
  | 'empty'
  | 'reset';

/** A fault that the server shows. */
export interface Fault {
  readonly kind: FaultKind;
  /** How the call begins: `GET /v1/secret`; absent means every call. */
  readonly call?: string;
  /** How often; absent means for ever. */
  readonly times?: number;
}

const refusals: Readonly<Partial<Record<FaultKind, readonly [number, string]>>> = {
  denied: [403, '1 error occurred: marked-body permission denied'],
  missing: [404, 'marked-body no handler for route'],
  stale: [412, 'marked-body required index state not present'],
  throttled: [429, 'marked-body request path rate limit quota exceeded'],
  error500: [500, 'marked-body internal error'],
  sealed: [503, 'Vault is sealed'],
  'not initialized': [501, 'marked-body not initialized'],
};

/** Shows a fault; those that are an ordinary refusal are thrown. */
export function showFault(kind: FaultKind, response: ServerResponse): void {
  const [status, words] = refusals[kind] ?? [];
  if (status !== undefined && words !== undefined) throw new VaultError(status, words);
  const json = { 'content-type': 'application/json' };
  switch (kind) {
    case 'half body':
      response.writeHead(200, { ...json, 'content-length': 1000 });
      response.write('{"data": {"data": {"a": "marked-body', () => response.destroy());
      return;
    case 'stalled body':
      response.writeHead(200, { ...json, 'content-length': 1000 });
      response.write('{"data": {"data": {"a": "marked-body');
      return;
    case 'garbage':
      response.writeHead(200, json).end('marked-body, not JSON');
      return;
    case 'html 404':
      response.writeHead(404, { 'content-type': 'text/html' }).end('<html>marked-body</html>');
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
