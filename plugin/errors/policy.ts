import { type Catalogue, EsrError, errorsOf } from './esr-error.ts';

/** A rule of the trust boundary says no. */
export class PolicyError extends EsrError {
  override readonly exitStatus = 1;
}

export const policyErrors = {
  STORE_CONDITION: (f: { store: string; namespace: string }) => ({
    says: `ClusterSecretStore "${f.store}" may not be used from namespace "${f.namespace}": its spec.conditions do not match`,
    hint: 'add the namespace to spec.conditions, or its labels to a trusted Namespace document',
  }),
} satisfies Catalogue;

export const policyError = errorsOf(PolicyError, policyErrors);
