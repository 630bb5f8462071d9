import { type Catalogue, EsrError, errorsOf } from './esr-error.ts';

/** A store could not be reached, or refused us. */
export class StoreError extends EsrError {
  override readonly exitStatus = 3;
}

/** What a store, a cluster or a service that gives credentials can do instead of answering. */
export const storeErrors = {
  STORE_REFUSED: (f: { call: string; status: number | string; needs?: string }) => ({
    says: `the store refused ${f.call}: ${f.status}`,
    ...(f.needs === undefined ? {} : { hint: `it needs ${f.needs}` }),
  }),

  STORE_ADDRESS: (_f: Record<string, never>) => ({
    says: 'the address of the store is no http or https URL',
    hint: 'write it as https://host[:port][/path]',
  }),
  STORE_PATH: (f: { host: string }) => ({
    says: `what is asked of ${f.host} has "." or ".." in its path, and would lead elsewhere`,
    hint: 'look for it in the key; no store keeps anything under such a name',
  }),
  STORE_UNREACHABLE: (f: { host: string; why: string }) => ({
    says: `${f.host} could not be reached: ${f.why}`,
    hint: 'check the address, the network and the proxy variables',
  }),
  STORE_CERTIFICATE: (f: { host: string; code: string }) => ({
    says: `the certificate of ${f.host} is not trusted: ${f.code}`,
    hint: "add its CA to the store (caBundle, caProvider) or to the process's NODE_EXTRA_CA_CERTS",
  }),
  STORE_TIMEOUT: (f: { host: string; timeoutMs: number }) => ({
    says: `${f.host} did not answer within ${f.timeoutMs / 1000} s`,
    hint: 'see whether the store is up; limits.requestTimeout sets the time of one request',
  }),
  STORE_ANSWER_TOO_LARGE: (f: { host: string; maxBytes: number }) => ({
    says: `the answer of ${f.host} is longer than ${f.maxBytes} bytes`,
    hint: 'see whether the address is that of the store; read less with a narrower find',
  }),
  RUN_TIMEOUT: (f: { waitingFor: string }) => ({
    says: `the time of the whole run ended while waiting for ${f.waitingFor}`,
    hint: 'see whether the store is slow or down; --timeout sets the time of the run',
  }),
  STORE_CREDENTIALS: (f: { call: string; status: string; hint?: string }) => ({
    says: `the store does not accept the credentials for ${f.call}: ${f.status}`,
    hint: f.hint ?? 'they are expired, revoked or wrong: renew them where the store takes them from',
  }),
  STORE_NO_CREDENTIALS: (f: { of: string; hint: string }) => ({
    says: `there are no credentials for ${f.of}`,
    hint: f.hint,
  }),
  STORE_THROTTLED: (f: { call: string; status: number | string }) => ({
    says: `the store throttled ${f.call} to the end: ${f.status}`,
    hint: 'render fewer applications at a time, lower limits.concurrency, or ask for a higher quota',
  }),
  STORE_FAILED: (f: { call: string; status: number | string }) => ({
    says: `the store failed at ${f.call}: ${f.status}`,
    hint: 'its own fault: try again, and see its status page when it lasts',
  }),
  STORE_ANSWER: (f: { call: string; host: string }) => ({
    says: `${f.host} answered ${f.call} with something that is no answer of its protocol`,
    hint: 'see whether a proxy stands in between, or the address is that of something else',
  }),
  CLUSTER_REFUSED: (f: { call: string; status: number; needs: string }) => ({
    says: `the cluster refused ${f.call}: ${f.status}`,
    hint: `the renderer's ServiceAccount needs ${f.needs}`,
  }),
  CLUSTER_ANSWER: (f: { call: string }) => ({
    says: `the cluster's answer to ${f.call} could not be understood`,
    hint: 'see whether the address is that of an API server, and not of a proxy before it',
  }),
  STORE_UNREADABLE: (f: { store: string; words: string }) => ({
    says: `${f.store} could not be read: ${f.words}`,
  }),
  STORE_SEALED: (f: { host: string }) => ({
    says: `${f.host} is sealed, so that it answers nothing`,
    hint: 'unseal it',
  }),
  STORE_NOT_READY: (f: { store: string }) => ({
    says: `${f.store} says of itself that it is not ready`,
    hint: 'validationResult of the fake provider sets it',
  }),
} satisfies Catalogue;

/** Makes such an error. */
export const storeError = errorsOf(StoreError, storeErrors);
