import type { ServerResponse } from 'node:http';
import { type Breakage, breakAnswer } from '../break-answer.ts';
import { AzureError } from './azure-error.ts';

type Refusal = readonly [number, string, string, string?];

const refusals = {
  denied: [403, 'Forbidden', 'marked-body: no permission', 'ForbiddenByRbac'],
  firewall: [403, 'Forbidden', 'marked-body: client address is not authorized', 'ForbiddenByFirewall'],
  expired: [401, 'Unauthorized', 'marked-body: the token has expired'],
  throttled: [429, 'Throttled', 'marked-body: too many requests'],
  error500: [500, 'InternalServerError', 'marked-body: internal error'],
} as const satisfies Readonly<Record<string, Refusal>>;

/** What goes wrong instead of an answer. */
export type FaultKind = keyof typeof refusals | Breakage;

/** Shows a fault; those that are an ordinary refusal are thrown. */
export function showFault(kind: FaultKind, response: ServerResponse): void {
  if (isRefusal(kind)) throw new AzureError(...(refusals[kind] as Refusal));
  breakAnswer(kind, response, '{"value": "marked-body');
}

function isRefusal(kind: FaultKind): kind is keyof typeof refusals {
  return Object.hasOwn(refusals, kind);
}
