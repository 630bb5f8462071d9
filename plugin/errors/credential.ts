import { type Catalogue, errorsOf } from './esr-error.ts';
import { ManifestError } from './manifest.ts';

/** What can be wrong with the credentials that a store, a generator or the cluster refers to. */
export const credentialErrors = {
  CREDENTIAL_NOT_FOUND: (f: { kind: string; namespace: string; name: string; searched: readonly string[] }) => ({
    says: `the store refers to ${f.kind} "${f.namespace}/${f.name}", which was not found`,
    hint: `looked in ${f.searched.join(', ')}; add it to one of them`,
  }),
  CREDENTIAL_KEY: (f: { kind: string; namespace: string; name: string; key: string; where: string }) => ({
    says: `${f.kind} "${f.namespace}/${f.name}" has no key "${f.key}"`,
    hint: `the first place that has the object decides: here ${f.where}`,
  }),
  CREDENTIAL_LABEL: (f: { kind: string; namespace: string; name: string; label: string }) => ({
    says: `${f.kind} "${f.namespace}/${f.name}" may not be used here: it lacks the label ${f.label}`,
    hint: 'the label says that its owner agrees; add it to the object',
  }),
  TOKEN_FILE: (f: { account: string; file: string }) => ({
    says: `the token file of ServiceAccount "${f.account}" cannot be read: ${f.file}`,
    hint: 'credentials.tokens in the platform configuration names it',
  }),
  TOKEN_NOT_FOUND: (f: { account: string; searched: readonly string[] }) => ({
    says: `no token of ServiceAccount "${f.account}" could be obtained`,
    hint: `looked in ${f.searched.join(', ')}; name a file under credentials.tokens, or allow the cluster (cluster.enabled)`,
  }),
  KUBECONFIG: (f: { file: string; problem: string }) => ({
    says: `kubeconfig ${f.file}: ${f.problem}`,
    hint: 'cluster.kubeconfig and cluster.context in the platform configuration choose it',
  }),
} satisfies Catalogue;

/** Makes such a fault. */
export const credentialError = errorsOf(ManifestError, credentialErrors);
