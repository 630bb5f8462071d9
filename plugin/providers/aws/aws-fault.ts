import { awsError } from '../../errors/aws.ts';
import type { EsrError } from '../../errors/esr-error.ts';
import { faultIn } from '../../errors/fault-in.ts';
import { HttpFault } from '../../errors/http-fault.ts';
import { storeError } from '../../errors/store.ts';
import { type AwsRefusal, awsRefusal } from './aws-code.ts';

/** What was being done when it went wrong. */
export interface AwsCallFacts {
  /** `secretsmanager:GetSecretValue`: the IAM action, which is also the name of the call. */
  readonly action: string;
  readonly host: string;
  /** On what: a key, a path; absent for lists. */
  readonly on?: string;
}

const denied = new Set([
  'AccessDeniedException',
  'AccessDenied',
  'UnauthorizedOperation',
  'NotAuthorized',
  'UnauthorizedException',
  'AuthorizationError',
]);

const badCredentials = new Set([
  'ExpiredTokenException',
  'ExpiredToken',
  'RequestExpired',
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'InvalidAccessKeyId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'IncompleteSignature',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'AuthFailure',
  'InvalidIdentityToken',
  'IDPRejectedClaim',
]);

const throttled = new Set([
  'ThrottlingException',
  'Throttling',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'LimitExceededException',
  'SlowDown',
]);

/** Whether a refusal says that this identity may not make the call, as against every other reason. */
export function isDenied(thrown: unknown): boolean {
  const refusal = awsRefusal(thrown);
  return refusal !== undefined && denied.has(refusal.code);
}

/**
 * Whether a refusal is about the request itself, so that the same items asked for singly may fare better.
 * Faults of the credentials, the service or the network are not.
 */
export function isAboutRequest(thrown: unknown): boolean {
  const refusal = awsRefusal(thrown);
  if (refusal === undefined || refusal.status >= 500 || refusal.status === 429) return false;
  return !badCredentials.has(refusal.code) && !throttled.has(refusal.code) && !/KMS|Decrypt/.test(refusal.code);
}

/** Puts a fault of the SDK in our words: the service's exception name, never its message or body, nor the SDK's error as a cause. */
export function awsFault(thrown: unknown, facts: AwsCallFacts): EsrError {
  const own = faultIn(thrown);
  if (own !== undefined) return own;
  const refusal = awsRefusal(thrown);
  if (refusal !== undefined) return refusalFault(refusal, facts);
  // The SDK has no better sign for it than its words.
  if (thrown instanceof Error && /^Region (is missing|not accepted)/.test(thrown.message)) {
    return awsError('AWS_REGION_MISSING', {});
  }
  return storeError('STORE_ANSWER', { call: facts.action, host: facts.host });
}

function refusalFault(refusal: AwsRefusal, { action, on, host }: AwsCallFacts): EsrError {
  const { code, status } = refusal;
  const options = { cause: new HttpFault(status) };
  const target = on === undefined ? '' : ` on "${on}"`;
  const call = `${action}${target}`;
  if (denied.has(code)) {
    const needs = /\bkms\b/i.test(refusal.message)
      ? `kms:Decrypt on the key that encrypts ${on === undefined ? 'the value' : `"${on}"`}`
      : `the IAM action ${action}${target}`;
    return storeError('STORE_REFUSED', { call, status: code, needs }, undefined, options);
  }
  if (code === 'DecryptionFailure' || /^KMS|InvalidKeyId/.test(code)) {
    const needs = 'kms:Decrypt on the key that encrypts it, and the key enabled';
    return storeError('STORE_REFUSED', { call, status: code, needs }, undefined, options);
  }
  if (badCredentials.has(code)) {
    return storeError('STORE_CREDENTIALS', { call, status: code, ...credentialHint(refusal) }, undefined, options);
  }
  if (throttled.has(code) || status === 429) {
    return storeError('STORE_THROTTLED', { call, status: code }, undefined, options);
  }
  if (status >= 500) return storeError('STORE_FAILED', { call, status }, undefined, options);
  if (code === 'Unknown' || code === 'UnknownError' || status < 400) {
    return storeError('STORE_ANSWER', { call, host }, undefined, options);
  }
  return storeError('STORE_REFUSED', { call, status: code }, undefined, options);
}

function credentialHint({ message }: AwsRefusal): { readonly hint?: string } {
  if (/scoped to a valid region|wrong region/i.test(message)) {
    return { hint: "the region of the store is not the one of its endpoint: correct the store's region" };
  }
  if (/signature (expired|not yet current)/i.test(message)) {
    return { hint: 'the clock of this machine is wrong: set it' };
  }
  return {};
}
