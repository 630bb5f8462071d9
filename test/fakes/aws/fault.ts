import type { ServerResponse } from 'node:http';
import { type Breakage, breakAnswer } from '../break-answer.ts';
import { AwsError } from './aws-error.ts';

type Refusal = readonly [string, string, number?];

const refusals = {
  denied: ['AccessDeniedException', 'User: arn:aws:iam::1:user/x is not authorized to perform this'],
  'key denied': ['AccessDeniedException', 'Access to KMS is not allowed'],
  'wrong region': ['InvalidSignatureException', 'Credential should be scoped to a valid region.'],
  'wrong clock': ['InvalidSignatureException', 'Signature expired: 20200101T000000Z is now earlier than 2026'],
  expired: ['ExpiredTokenException', 'The security token included in the request is expired'],
  throttled: ['ThrottlingException', 'Rate exceeded'],
  error500: ['InternalServiceError', 'marked-body', 500],
} as const satisfies Readonly<Record<string, Refusal>>;

/** What goes wrong instead of an answer. */
export type FaultKind = keyof typeof refusals | Breakage;

/** Shows a fault; those that are an ordinary refusal are thrown. */
export function showFault(kind: FaultKind, response: ServerResponse): void {
  if (isRefusal(kind)) throw new AwsError(...(refusals[kind] as Refusal));
  breakAnswer(kind, response, '{"SecretString": "marked-body', 'application/x-amz-json-1.1');
}

function isRefusal(kind: FaultKind): kind is keyof typeof refusals {
  return Object.hasOwn(refusals, kind);
}
