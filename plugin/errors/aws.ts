import { type Catalogue, errorsOf } from './esr-error.ts';
import { ManifestError } from './manifest.ts';

/** What can be wrong with a store or generator of AWS, and with what is asked of it. */
export const awsErrors = {
  AWS_SERVICE: (f: { service: string; known: readonly string[] }) => ({
    says: `service ${f.service} of AWS is not supported`,
    hint: `supported are ${f.known.join(' and ')}`,
  }),
  AWS_REGION: (f: { region: string }) => ({
    says: `"${f.region}" is no region of AWS`,
    hint: 'a region is written like eu-central-1',
  }),
  AWS_REGION_MISSING: (_f: object) => ({
    says: 'the store names no region that AWS knows, and the environment none either',
    hint: 'set spec.provider.aws.region, or AWS_REGION',
  }),
  AWS_JWT_REFERENCE: (_f: object) => ({
    says: 'auth.jwt names no service account',
    hint: 'set auth.jwt.serviceAccountRef, or leave auth out to use the identity of the process',
  }),
  AWS_RECOVERY_WINDOW: (f: { why: string }) => ({
    says: `recoveryWindowInDays ${f.why}`,
    hint: 'set 7 to 30 days, or forceDeleteWithoutRecovery alone',
  }),
  AWS_SESSION_TAG: (f: { key: string }) => ({
    says: `customSessionTags may not set "${f.key}": the operator sets it itself`,
    hint: 'leave it out',
  }),
} satisfies Catalogue;

/** Makes such an error. */
export const awsError = errorsOf(ManifestError, awsErrors);
