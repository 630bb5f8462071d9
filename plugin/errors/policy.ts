import { type Catalogue, EsrError, errorsOf } from './esr-error.ts';

/** A rule of the trust boundary says no. */
export class PolicyError extends EsrError {
  override readonly exitStatus = 1;
}

/** What conditions, rules and boundaries refuse. */
export const policyErrors = {
  STORE_CONDITION: (f: { store: string; namespace: string }) => ({
    says: `ClusterSecretStore "${f.store}" may not be used from namespace "${f.namespace}": its spec.conditions do not match`,
    hint: 'add the namespace to spec.conditions, or its labels to a trusted Namespace document',
  }),

  ADDRESS_REFUSED: (f: { host: string }) => ({
    says: `a store of the input may not connect to ${f.host}: it is the machine's own, a private or a cluster-internal address`,
    hint: 'move the store to the platform configuration, or set policy.inputStores: allow there',
  }),
  TEMPLATE_SECRET_TRUSTED: (f: { name: string; ofCluster?: boolean }) => ({
    says: `templateFrom may not read Secret "${f.name}": ${
      f.ofCluster === true
        ? 'it stands in the cluster, and Argo CD did not write it for this application'
        : 'it belongs to the platform, and the ExternalSecret to the application'
    }`,
    hint: 'bring the Secret along with the application, or allow it with policy.inputStores: allow',
  }),
  AMBIENT_REFUSED: (f: { of: string }) => ({
    says: `the store declares no credentials, and a store of the input may not use the ${f.of} identity of this process`,
    hint: 'give the store an auth block, move it to the platform configuration, or set policy.inputStores: allow there',
  }),
  ACCOUNT_TOKEN_REFUSED: (f: { account: string }) => ({
    says: `a store of the input may not be given a token of ServiceAccount ${f.account}`,
    hint: 'let it carry credentials of its own, or move the store to the platform configuration',
  }),
  INPUT_STORE_DENIED: (f: { kind: string; name: string }) => ({
    says: `${f.kind} "${f.name}" stands in the input, and policy.inputStores: deny allows none there`,
    hint: 'use one of the platform configuration',
  }),
  NAMESPACE_CLAIM: (f: { claimed: string; destination?: string; rule?: string }) => ({
    says: `${
      f.destination === undefined
        ? `the application has no destination namespace, so that namespace "${f.claimed}" is not its own`
        : `namespace "${f.claimed}" is not the application's destination "${f.destination}"`
    }${f.rule === undefined ? '' : `, and rule "${f.rule}" of policy.rules names no namespaces`}`,
    hint: 'a rule of policy.rules that lists the namespace lets the application claim it; so does policy.namespaces: allow',
  }),
  POLICY: (f: { what: string; rule?: string; list?: string; verb?: 'read' | 'write' }) =>
    f.rule === undefined
      ? {
          says: `no rule of policy.rules lets this application ${f.verb ?? 'read'} ${f.what}`,
          hint: 'rules go by project, namespace, application and repository; once there is a rule, what none allows is refused',
        }
      : {
          says: `rule "${f.rule}" of policy.rules does not let this application ${f.verb ?? 'read'} ${f.what}: not covered by its ${f.list}`,
          hint: `add it to ${f.list} of the rule; "*" stops at a slash, "**" does not`,
        },
  POLICY_FOUND: (f: { rule: string; refused: number; found: number }) => ({
    says: `rule "${f.rule}" of policy.rules does not cover ${f.refused} of the ${f.found} keys found`,
    hint: 'narrow find.path or find.name.regexp to the keys that the rule lists',
  }),
  PATH_OUTSIDE: (f: { path: string }) => ({
    says: `${f.path} leads out of the repository`,
    hint: 'an application may name files of its own repository only, also through links',
  }),
  BUILD_OPTION_REFUSED: (f: { option: string; allowed: readonly string[] }) => ({
    says: `an application may not set the build option ${f.option}`,
    hint: `allowed are ${f.allowed.join(', ')}`,
  }),
} satisfies Catalogue;

/** Makes such an error. */
export const policyError = errorsOf(PolicyError, policyErrors);
