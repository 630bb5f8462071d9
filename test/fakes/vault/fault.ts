import type { ServerResponse } from 'node:http';
import { type Breakage, breakAnswer } from '../break-answer.ts';
import { VaultError } from './vault-error.ts';

type Refusal = readonly [number, string];

const refusals = {
  denied: [403, '1 error occurred: marked-body permission denied'],
  missing: [404, 'marked-body no handler for route'],
  stale: [412, 'marked-body required index state not present'],
  throttled: [429, 'marked-body request path rate limit quota exceeded'],
  error500: [500, 'marked-body internal error'],
  sealed: [503, 'Vault is sealed'],
  'not initialized': [501, 'marked-body not initialized'],
} as const satisfies Readonly<Record<string, Refusal>>;

/** What goes wrong instead of an answer. */
export type FaultKind = keyof typeof refusals | Breakage;

/** Shows a fault; those that are an ordinary refusal are thrown. */
export function showFault(kind: FaultKind, response: ServerResponse): void {
  if (isRefusal(kind)) throw new VaultError(...(refusals[kind] as Refusal));
  breakAnswer(kind, response, '{"data": {"data": {"a": "marked-body');
}

function isRefusal(kind: FaultKind): kind is keyof typeof refusals {
  return Object.hasOwn(refusals, kind);
}
