import type { EsrError } from '../../errors/esr-error.ts';
import { faultIn } from '../../errors/fault-in.ts';
import { HttpFault } from '../../errors/http-fault.ts';
import { storeError } from '../../errors/store.ts';
import { GcpRefusal } from './gcp-refusal.ts';

/** What was being done when it went wrong. */
export interface GcpCallFacts {
  /** The IAM permission that it takes, such as `secretmanager.versions.access`. */
  readonly permission: string;
  readonly host: string;
  /** On what: a key; absent for lists. */
  readonly on?: string;
}

/** A role that holds each permission which a reader needs. */
const roles = new Map([
  ['secretmanager.versions.access', 'roles/secretmanager.secretAccessor'],
  ['secretmanager.versions.list', 'roles/secretmanager.viewer'],
  ['secretmanager.secrets.list', 'roles/secretmanager.viewer'],
  ['secretmanager.secrets.get', 'roles/secretmanager.viewer'],
]);

/** Whether Google says that there is no such thing. */
export function isNotFound(thrown: unknown): boolean {
  return thrown instanceof GcpRefusal && thrown.status === 404;
}

/** Puts a fault of a call in our words: Google's status word, never its message or body. */
export function gcpFault(thrown: unknown, facts: GcpCallFacts): EsrError {
  const own = faultIn(thrown);
  if (own !== undefined) return own;
  const { permission, on, host } = facts;
  const call = on === undefined ? permission : `${permission} on "${on}"`;
  if (!(thrown instanceof GcpRefusal)) return storeError('STORE_ANSWER', { call, host });
  const { status: code, word } = thrown;
  const status = word || code;
  const options = { cause: new HttpFault(code, thrown.retryAfter ? { 'retry-after': thrown.retryAfter } : {}) };
  if (code === 401) return storeError('STORE_CREDENTIALS', { call, status: `${status}` }, undefined, options);
  if (code === 429) return storeError('STORE_THROTTLED', { call, status }, undefined, options);
  if (code >= 500) return storeError('STORE_FAILED', { call, status }, undefined, options);
  if (code < 400) return storeError('STORE_ANSWER', { call, host }, undefined, options);
  if (thrown.mentions(/has not been used in project|SERVICE_DISABLED/)) {
    const needs = 'the Secret Manager API, which is not enabled in the project';
    return storeError('STORE_REFUSED', { call, status, needs }, undefined, options);
  }
  const role = roles.get(permission);
  const needs = `the IAM permission ${call}${role === undefined ? '' : `, which ${role} gives`}`;
  return storeError('STORE_REFUSED', { call, status, ...(code === 403 ? { needs } : {}) }, undefined, options);
}
