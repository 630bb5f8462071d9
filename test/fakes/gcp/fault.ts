import type { ServerResponse } from 'node:http';
import { type Breakage, breakAnswer } from '../break-answer.ts';
import { GcpError } from './gcp-error.ts';

type Refusal = readonly [number, string, string];

const refusals = {
  denied: [403, 'PERMISSION_DENIED', 'marked-body: permission denied'],
  'not enabled': [403, 'PERMISSION_DENIED', 'marked-body: it has not been used in project 1 before or it is disabled'],
  expired: [401, 'UNAUTHENTICATED', 'marked-body: invalid authentication credentials'],
  throttled: [429, 'RESOURCE_EXHAUSTED', 'marked-body: quota exceeded'],
  error500: [500, 'INTERNAL', 'marked-body: internal error'],
} as const satisfies Readonly<Record<string, Refusal>>;

/** What goes wrong instead of an answer. */
export type FaultKind = keyof typeof refusals | Breakage;

/** Shows a fault; those that are an ordinary refusal are thrown. */
export function showFault(kind: FaultKind, response: ServerResponse): void {
  if (isRefusal(kind)) throw new GcpError(...(refusals[kind] as Refusal));
  breakAnswer(kind, response, '{"name": "x", "payload": {"data": "marked-body');
}

function isRefusal(kind: FaultKind): kind is keyof typeof refusals {
  return Object.hasOwn(refusals, kind);
}
