import { type StoreError, storeError } from './store.ts';

/** Certificate faults, by Node's code (OpenSSL's verification results). */
const certificateCodes = /^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS_CERT|HOSTNAME_MISMATCH|INVALID_CA)/;

const reasons = new Map([
  ['ECONNREFUSED', 'the connection was refused'],
  ['ECONNRESET', 'the connection broke'],
  ['EPIPE', 'the connection broke'],
  ['ECONNABORTED', 'the connection broke'],
  ['ENOTFOUND', 'the name is unknown'],
  ['EAI_AGAIN', 'the name could not be looked up'],
  ['ETIMEDOUT', 'the connection took too long'],
  ['EHOSTUNREACH', 'there is no route to it'],
  ['ENETUNREACH', 'there is no route to it'],
]);

/**
 * Words for what went wrong with a connection that an SDK made, from Node's code alone: its text may hold more than a user should see.
 *
 * @param thrown - What was thrown; its `cause` and the parts of an AggregateError are looked at too.
 * @returns `undefined` when no part of it is a fault of a connection.
 */
export function connectionFault(thrown: unknown, host: string): StoreError | undefined {
  const code = codeOf(thrown);
  if (code === undefined) return undefined;
  const options = { cause: thrown };
  if (certificateCodes.test(code)) return storeError('STORE_CERTIFICATE', { host, code }, undefined, options);
  const why = reasons.get(code);
  return why === undefined ? undefined : storeError('STORE_UNREACHABLE', { host, why }, undefined, options);
}

function codeOf(thrown: unknown): string | undefined {
  if (thrown instanceof AggregateError) return codeOf(thrown.errors[0]);
  if (!(thrown instanceof Error)) return undefined;
  const { code } = thrown as { code?: unknown };
  if (typeof code === 'string' && (reasons.has(code) || certificateCodes.test(code))) return code;
  return codeOf(thrown.cause);
}
