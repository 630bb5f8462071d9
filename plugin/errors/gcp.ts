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
  GCP_NAME: (f: { field: string; value: string }) => ({
    says: `"${f.value}" is no ${f.field} of Google Cloud`,
  }),
  GCP_VERSION_STATE: (f: { key: string; version: string; state: string }) => ({
    says: `version ${f.version} of secret "${f.key}" is ${f.state}`,
    hint: 'enable it, name another version, or set secretVersionSelectionPolicy: LatestOrFetch for the newest one that is enabled',
  }),
  GCP_NOT_JSON: (f: { property: string }) => ({
    says: `the value is no JSON, so it has no property "${f.property}"`,
    hint: 'leave property out to take the value whole',
  }),
  GCP_METADATA: (f: { property: string }) => ({
    says: `the metadata of a secret has no property "${f.property}"`,
    hint: 'with metadataPolicy: Fetch it is annotations, labels, annotations.NAME or labels.NAME',
  }),
  GCP_METADATA_MISSING: (f: { kind: string; name: string }) => ({
    says: `the secret has no ${f.kind} "${f.name}"`,
  }),
  GCP_PUSH_BOTH: (f: { key: string }) => ({
    says: `the push to "${f.key}" has both metadata and a property`,
    hint: 'metadata is of the whole secret: push it with an entry that has no property',
  }),
} satisfies Catalogue;

/** Makes such an error. */
export const gcpError = errorsOf(ManifestError, gcpErrors);
