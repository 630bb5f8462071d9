import type { Catalogue, Words } from './esr-error.ts';

/** What `esr validate` remarks on: nothing that stops a render, each likely a slip or a surprise. */
export const lintWarnings = {
  BASE64_TWICE: (f: { key: string }) => ({
    says: `the template of key "${f.key}" gives base64, and Kubernetes encodes data once more`,
    hint: 'leave b64enc out, unless the application decodes the value itself; a name with b64 or base64 in it says so',
  }),
  BASE64_DECODED_TWICE: (f: { key: string; strategy: string }) => ({
    says: `key "${f.key}" is decoded by decodingStrategy ${f.strategy}, and by b64dec again`,
    hint: 'leave one of them out',
  }),
  DELETION_FIND: (f: { policy: string }) => ({
    says: `find with deletionPolicy ${f.policy}: when it matches nothing, through a slip or a lost right, ${
      f.policy === 'Delete' ? 'the Secret goes away' : 'its keys go away'
    }`,
    hint: 'deletionPolicy: Retain makes an empty result an error',
  }),
  DELETION_ORPHAN: (_f: object) => ({
    says: 'creationPolicy Orphan keeps the Secret from being pruned, so that deletionPolicy Delete leaves a stale one behind',
    hint: 'set creationPolicy: Owner, or deletionPolicy: Retain',
  }),
  DELETION_TEMPLATE: (f: { key: string; policy: string }) => ({
    says: `deletionPolicy ${f.policy} lets key "${f.key}" be missing, and the template fails without it`,
    hint: `read it with {{ index . "${f.key}" | default "" }}, or set deletionPolicy: Retain`,
  }),
  FIND_FULL_KEYS: (f: { path: string }) => ({
    says: `keys found below "${f.path}" keep the whole path, with "_" for each slash`,
    hint: 'cut it off with a rewrite, or with the annotation external-secrets-render.dev/find-keys: relative',
  }),
  FLOAT_NUMBER: (f: { how: 'format' | 'comparison' | 'text' }) => ({
    says: `numbers from fromJson and fromYaml are float64: ${floatFaults[f.how]}`,
    hint: 'convert with int or int64 first, or read the member with remoteRef.property, which keeps its digits',
  }),
  GENERATOR_UNUSED: (f: { kind: string; name: string }) => ({
    says: `nothing in the input uses ${f.kind} "${f.name}"`,
    hint: 'remove it, or correct the generatorRef that was meant',
  }),
  IMMUTABLE_REFRESH: (_f: object) => ({
    says: 'an immutable Secret cannot take a value that changes in the store: the API server refuses it',
    hint: 'set refreshPolicy: CreatedOnce where it never changes, or leave immutable out; rollout hash-suffix gives each value a name of its own',
  }),
  KEY_BLANK: (f: { field: string }) => ({
    says: `${f.field} has blanks at an end, and is looked up with them`,
    hint: 'remove them',
  }),
  PLAIN_TARGET: (f: { kind: string }) => ({
    says: `target.manifest writes the values in plain text into a ${f.kind}, which Argo CD shows to whoever may see the application`,
    hint: 'leave target.manifest out, so that a Secret is made',
  }),
  PLAIN_VALUE: (f: { key: string }) => ({
    says: `the template of key "${f.key}" is text alone: what stands in a manifest is no secret`,
    hint: 'keep it in the store and read it, or put it into a ConfigMap where it is none',
  }),
  PUSH_FOUND_STAYS: (_f: object) => ({
    says: 'updatePolicy IfNotExists leaves what it finds as it is, and deletionPolicy Delete does not remove it later: it was not pushed',
    hint: 'set updatePolicy: Replace where the PushSecret is to own the remote key, or leave deletionPolicy out',
  }),
  PUSH_WHOLE_PART: (f: { key: string; property: string; store: string }) => ({
    says: `one entry writes all of key "${f.key}" of ${f.store}, and another one its property "${f.property}": the part is lost whenever the whole is written`,
    hint: 'write the properties one by one, or put them together with a template',
  }),
  REWRITE_GROUP: (f: { group: string }) => ({
    says: `"$${f.group}" in rewrite.regexp.target is read as one name, which no group has, and becomes nothing`,
    hint: 'write the number in braces: a dollar, then {1}, then the rest',
  }),
  SECRET_KEY_HIDDEN: (f: { key: string; first: string }) => ({
    says: `secretKey "${f.key}" is there twice, first at ${f.first}; the later one wins`,
    hint: 'remove one; under deletionPolicy Retain it is an error',
  }),
  STORE_UNUSED: (f: { kind: string; name: string }) => ({
    says: `nothing in the input uses ${f.kind} "${f.name}"`,
    hint: 'remove it, or correct the secretStoreRef that was meant',
  }),
  SUBSTITUTION_LEFT: (f: { variable: string }) => ({
    says: `variable ${f.variable} was not substituted`,
    hint: 'render after the step that fills it in (Flux postBuild, envsubst): here it is read as it stands',
  }),
  TEMPLATE_DROPS_KEY: (f: { key: string }) => ({
    says: `key "${f.key}" is fetched and goes nowhere: the template's data replaces what was fetched`,
    hint: 'set template.mergePolicy: Merge to keep it, use it in the template, or do not fetch it',
  }),
  TEMPLATE_TIME: (f: { name: string }) => ({
    says: `function "${f.name}" gives something else at each render, so that Argo CD is never in sync`,
    hint: 'keep times out of Secrets, or write the date that is meant',
  }),
  WEBHOOK_NAME: (f: { name: string; nearest?: string | undefined }) => ({
    says: `the template reads "${f.name}", which a webhook is not told: "<no value>" is sent in its place`,
    hint: `${f.nearest === undefined ? '' : `did you mean "${f.nearest}"? `}a store's templates see remoteRef.key, .version, .property and .namespace; those of a store and a generator the Secrets under secrets[].name`,
  }),
  WORKLOAD_KEY: (f: { secret: string; key: string; nearest?: string | undefined }) => ({
    says: `key "${f.key}" is read of Secret "${f.secret}", which does not get it`,
    hint:
      f.nearest === undefined ? 'add it to the ExternalSecret, or set optional: true' : `did you mean "${f.nearest}"?`,
  }),
} satisfies Catalogue;

const floatFaults = {
  format: '%d prints a fault for one',
  comparison: 'comparing one with an integer fails',
  text: 'from 1000000 on one prints as 1e+06',
};

type LintCode = keyof typeof lintWarnings;

/** The words of a remark. */
export function lintWords<C extends LintCode>(code: C, facts: Parameters<(typeof lintWarnings)[C]>[0]): Words {
  return (lintWarnings[code] as (facts: unknown) => Words)(facts);
}
