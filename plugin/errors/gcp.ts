import { type Catalogue, errorsOf } from './esr-error.ts';
import { ManifestError } from './manifest.ts';

/** What can be wrong with a store or generator of Google Cloud, and with what is asked of it. */
export const gcpErrors = {
  GCP_KEY: (f: { field: string; why: string }) => ({
    says: `${f.field} holds no service account key: ${f.why}`,
    hint: 'it is the JSON file that Google Cloud gives out for a key of a service account, as it came',
  }),
  GCP_PROJECT: (f: { hint: string }) => ({
    says: 'the store names no projectID, and none could be found',
    hint: f.hint,
  }),
  GCP_CLUSTER: (f: { field: string }) => ({
    says: `auth.workloadIdentity names no ${f.field}, and there is no metadata server to ask for it`,
    hint: `set auth.workloadIdentity.${f.field}`,
  }),
  GCP_FEDERATION: (f: { why: string }) => ({
    says: `auth.workloadIdentityFederation ${f.why}`,
    hint: 'set exactly one of credConfig, serviceAccountRef and awsSecurityCredentials; the last two need an audience',
  }),
  GCP_CREDENTIALS_FILE: (f: { file: string; why: string }) => ({
    says: `the credentials file ${f.file} cannot be used: ${f.why}`,
    hint: 'GOOGLE_APPLICATION_CREDENTIALS names it; gcloud auth application-default login writes one',
  }),
} satisfies Catalogue;

export const gcpError = errorsOf(ManifestError, gcpErrors);
