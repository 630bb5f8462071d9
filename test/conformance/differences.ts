/** A recorded case that we answer otherwise, and why that is right. A difference that has gone fails its test. */
export interface Difference {
  readonly corpus: 'externalsecret' | 'providers' | 'template' | 'go';
  readonly id: string;
  readonly reason: string;
  /** The page that says so, and the heading there. */
  readonly page: string;
}

const decisions = 'docs/migrate-from-eso.md, "What differs"';
const promises = 'docs/concepts.md, "Three rules"';
const push = 'docs/push.md, "Differences from the operator"';
const registries = 'docs/generators.md, "Registries"';
const taken = 'a plain Secret of that name is in the stream: two sources for one object are an error';
const patch = 'merge: serverSideApply emits our keys for the API server to merge, since the Secret cannot be seen';

const one = (corpus: Difference['corpus'], reason: string, page: string, ids: readonly string[]): Difference[] =>
  ids.map((id) => ({ corpus, id, reason, page }));

/** All known differences. The list only shrinks. */
export const differences: readonly Difference[] = [
  ...one('externalsecret', taken, decisions, [
    'policy-immutable-existing',
    'policy-missing-existing-merge',
    'policy-find-none-existing-merge',
    'policy-create-owner-existing',
    'policy-create-owner-existing-template',
    'policy-create-orphan-existing',
    'policy-create-orphan-existing-template',
    'policy-owner-existing-type',
    'policy-owner-existing-immutable-same',
    'policy-existing-owned-orphan',
    'policy-existing-labels-overwritten',
    'policy-refreshpolicy-createdonce-existing',
    'policy-refreshpolicy-periodic-existing',
    'policy-refreshpolicy-onchange-existing',
    'tpl-from-secret-same-target',
    'generic-configmap-owner-existing',
  ]),
  ...one('externalsecret', patch, decisions, [
    'policy-create-merge',
    'policy-create-merge-template',
    'policy-create-merge-dpmerge',
  ]),
  ...one('externalsecret', 'a plain Secret of the manifests is not ours to delete', promises, [
    'policy-missing-existing-delete',
    'policy-find-none-existing-delete',
  ]),
  ...one('externalsecret', 'a bug of the operator: its look-up of the class misses this store', decisions, [
    'class-masked-by-cluster',
  ]),
  ...one('externalsecret', 'a docker config is assembled from registry credentials', registries, [
    'seed-ecr-generator',
  ]),
  ...one('providers', 'a docker config is assembled from registry credentials', registries, [
    'gensrv-ecr-seed-own-namespace',
  ]),
  ...one('externalsecret', 'which kinds a cluster knows cannot be seen when rendering', decisions, [
    'generic-unknown-kind',
  ]),
  ...one('externalsecret', 'merging edits a document in place and takes nothing away from it', decisions, [
    'generic-configmap-merge-no-template',
  ]),
  ...one('template', 'a message made of data may be a secret: only constants are shown', promises, [
    'language/pipeline-026',
  ]),
  ...one(
    'template',
    "the stack of the process ends before Go's limit, and the text says how deep that was",
    decisions,
    ['language/template-034'],
  ),
  ...one('providers', 'a bug of the operator: a secret scheduled for deletion counts as missing', decisions, [
    'sm-deleted-delete',
    'sm-deleted-merge',
  ]),
  ...one('providers', 'a bug of the operator: find puts the prefix before the listed names once more', decisions, [
    'sm-prefix-find',
  ]),
  ...one('providers', 'only the property goes, and not the secret that another property is still pushed to', push, [
    'push-delete-property',
  ]),
  ...one('providers', 'custom metadata that others have set stay', push, ['push-vault-metadata-kept']),
  ...one(
    'providers',
    'two properties of one parameter would overwrite each other: refused before anything is written',
    push,
    ['push-ssm-two-properties'],
  ),
  ...one(
    'providers',
    'a property cannot be set on an array: an error, where the operator changes nothing and says nothing',
    push,
    ['push-sm-merge-array'],
  ),
  ...one('providers', 'everything is checked before the first entry is written', push, [
    'push-missing-key-second',
    'push-selector-labels-key-missing',
    'push-sm-meta-policy-missing',
    'push-cluster-exists',
  ]),
  ...one('providers', 'each run is a refresh: there is no interval to wait for', 'docs/concepts.md, "Time"', [
    'push-change-value-unchanged-spec',
  ]),
];
