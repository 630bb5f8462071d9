import { type Catalogue, errorsOf } from './esr-error.ts';
import { ManifestError } from './manifest.ts';

/** What can be wrong with a webhook store, and with what it answers. */
export const webhookErrors = {
  WEBHOOK_TIMEOUT: (f: { timeout: string }) => ({
    says: `timeout "${f.timeout}" is no duration`,
    hint: 'write it like 5s or 1m30s',
  }),
  WEBHOOK_NOT_MODIFIED: (_f: object) => ({
    says: 'the webhook answered 304 Not Modified, which is no value',
    hint: 'do not send If-None-Match or If-Modified-Since in headers',
  }),
  WEBHOOK_NOT_TAKEN: (f: { status: number }) => ({
    says: `the webhook answered ${f.status}, so that it did not take what was sent`,
    hint: 'see which address the url template makes of the remote key',
  }),
  WEBHOOK_NOT_JSON: (_f: object) => ({
    says: 'the answer of the webhook is no JSON',
    hint: 'result.jsonPath and extract need JSON; without a jsonPath data takes the answer as it is',
  }),
  WEBHOOK_PATH: (f: { path: string; why: string }) => ({
    says: `result.jsonPath "${f.path}" cannot be read: ${f.why}`,
    hint: 'names with other characters than letters, digits and "_" stand as ["name"], in double quotes',
  }),
  WEBHOOK_NOTHING: (f: { path: string; why: string }) => ({
    says: `result.jsonPath "${f.path}" finds nothing in the answer: ${f.why}`,
    hint: 'compare it with the answer; deletionPolicy leaves out only what the webhook answers with 404',
  }),
} satisfies Catalogue;

/** Makes such a fault. */
export const webhookError = errorsOf(ManifestError, webhookErrors);
