import { type Catalogue, EsrError, errorsOf } from './esr-error.ts';

/** A document is wrong, contradicts another, or asks for something that is not there. */
export class ManifestError extends EsrError {
  override readonly exitStatus = 1;
}

/** What can be wrong with the documents of ours, and with what they ask for. */
export const manifestErrors = {
  STORE_NOT_FOUND: (f: { kind: string; name: string; searched: readonly string[]; instead?: string | undefined }) => ({
    says: `no ${f.kind} is named "${f.name}"`,
    hint: `${f.instead === undefined ? '' : `${f.instead} `}looked in ${f.searched.join(', ')}; add it to one of them`,
  }),
  KEY_COLLISION: (f: { name: string; from: readonly string[]; strategy: string }) => ({
    says: `${quoted(f.from)} both become "${f.name}" under conversionStrategy ${f.strategy}`,
    hint: 'use conversionStrategy Unicode, or a rewrite that keeps them apart',
  }),
  REVERSED_KEY_COLLISION: (f: { name: string; from: readonly string[] }) => ({
    says: `${quoted(f.from)} both become "${f.name}" under conversionStrategy ReverseUnicode`,
    hint: 'rename one of them in the source Secret, or push without a conversionStrategy',
  }),
  KEY_INVALID: (f: { key: string; character: string }) => ({
    says: `key "${f.key}" holds ${JSON.stringify(f.character)}; only letters, numbers, "-", "." and "_" may stand in a key`,
    hint: 'use rewrite or conversionStrategy to change it; with a rewrite nothing is converted',
  }),
  KEY_TOO_LONG: (f: { key: string; bytes: number; most: number }) => ({
    says: `key "${f.key.slice(0, 40)}…" has ${f.bytes} bytes; ${f.most} is the most`,
    hint: 'shorten it with a rewrite',
  }),
  NULL_BYTE: (f: { key: string }) => ({
    says: `the value for key "${f.key}" holds a null byte, and nullBytePolicy is Fail`,
    hint: 'it is binary; check decodingStrategy, or leave nullBytePolicy at Ignore',
  }),
  DECODING: (f: { key: string; strategy: string }) => ({
    says: `the value for key "${f.key}" is no ${f.strategy}`,
    hint: 'decodingStrategy Base64 and Base64URL need padding and allow no blanks; Auto leaves such a value as it is',
  }),
  REWRITE_COLLISION: (f: { name: string; from: readonly string[] }) => ({
    says: `after the rewrite ${quoted(f.from)} both become "${f.name}"`,
    hint: 'which value the operator would keep is chance; change the rewrite so that they stay apart',
  }),
  REWRITE_REGEXP: (f: { source: string }) => ({
    says: `"${f.source}" is no regular expression that Go knows`,
    hint: 'patterns are RE2: no look-around, no back-references',
  }),
  MERGE_NOT_OBJECT: (f: { key: string }) => ({
    says: `rewrite.merge needs JSON objects; the value of key "${f.key}" is none`,
    hint: 'merge only keys whose values are JSON objects; read this one in an entry of its own',
  }),
  MERGE_PRIORITY_MISSING: (f: { key: string }) => ({
    says: `rewrite.merge has "${f.key}" in its priority, and no key is called so`,
    hint: 'correct it, or set priorityPolicy: IgnoreNotFound',
  }),
  MERGE_CONFLICT: (f: { names: readonly string[] }) => ({
    says: `rewrite.merge finds ${f.names.join(', ')} in more than one value`,
    hint: 'set conflictPolicy: Ignore to let the later one win; priority sets the order',
  }),
  MERGE_INTO_MISSING: (_f: object) => ({
    says: 'rewrite.merge with strategy JSON needs "into"',
    hint: 'name the key that receives the merged object',
  }),
  EMPTY_RESULT: (f: { found: string }) => ({
    says: `${f.found}, so there is nothing to write, and deletionPolicy is Retain`,
    hint: 'a renderer cannot keep what it cannot see, and leaving the Secret out lets Argo CD prune it; correct the reference, set deletionPolicy: Delete, or allow it with emptyResult: skip in the configuration',
  }),
  EMPTY_RESULT_NOT_OWNED: (f: { creationPolicy: string }) => ({
    says: `no value was found, and deletionPolicy Delete may not delete a Secret of creationPolicy ${f.creationPolicy}`,
    hint: 'set creationPolicy: Owner',
  }),
  TEMPLATE_SOURCE_MISSING: (f: { kind: string; name: string; searched: readonly string[] }) => ({
    says: `templateFrom names ${f.kind} "${f.name}", and there is none`,
    hint: `looked in ${f.searched.join(', ')}; add it to one of them`,
  }),
  TEMPLATE_SOURCE_KEY: (f: { kind: string; name: string; key: string }) => ({
    says: `templateFrom wants key "${f.key}" of ${f.kind} "${f.name}", which has no such key`,
    ...(f.kind === 'ConfigMap' ? { hint: 'only its data is searched, not its binaryData' } : {}),
  }),
  SECRET_NAME: (f: { name: string }) => ({
    says: `a Secret cannot be named "${f.name}"`,
    hint: 'lower-case letters, numbers, "-" and "." only, 253 at most; variables must be substituted before rendering',
  }),
  SECRET_KEY: (f: { key: string; why: string }) => ({
    says: `the API server refuses data key "${f.key}": it ${f.why}`,
    hint: 'rename it, in the template or with a rewrite',
  }),
  SECRET_SIZE: (f: { bytes: number; most: number; kind?: string }) => ({
    says: `the values add up to ${f.bytes} bytes; a ${f.kind ?? 'Secret'} holds ${f.most} at most`,
    hint: 'read less with property or a narrower find, or make several Secrets of it',
  }),
  SECRET_TYPE: (f: { type: string; needs: string }) => ({
    says: `a Secret of type ${f.type} needs ${f.needs}`,
    hint: 'add it under spec.target.template.data, or choose another type',
  }),
  METADATA_KEY: (f: { what: string; key: string }) => ({
    says: `the API server refuses ${f.what} "${f.key}": its name is not valid`,
    hint: 'NAME or PREFIX/NAME: letters, numbers, "-", "_" and "." in a name of at most 63, a DNS name as prefix',
  }),
  FINALIZER: (f: { name: string; why: string }) => ({
    says: `the API server refuses finalizer "${f.name}": ${f.why}`,
    hint: 'call it DOMAIN/NAME, such as example.com/keep',
  }),
  LABEL_VALUE: (f: { key: string }) => ({
    says: `the API server refuses the value of label "${f.key}"`,
    hint: 'at most 63 characters: letters, numbers, "-", "_" and ".", a letter or number first and last; other text belongs in an annotation',
  }),
  ANNOTATIONS_SIZE: (f: { bytes: number }) => ({
    says: `the annotations add up to ${f.bytes} bytes; 262144 is the most`,
    hint: 'put long text into data, or into a ConfigMap',
  }),
  REFERENCE_NAMESPACE: (f: { field: string; namespace: string; own: string | undefined }) => ({
    says: `${f.field} names namespace "${f.namespace}", and a SecretStore may only use its own${f.own === undefined ? '' : `, "${f.own}"`}`,
    hint: 'leave the namespace out, or make it a ClusterSecretStore',
  }),
  FIND_REGEXP: (f: { regexp: string }) => ({
    says: `find.name.regexp "${f.regexp}" is no regular expression that Go knows`,
    hint: 'patterns are RE2: no look-around, no back-references',
  }),
  FIND_OPERATOR: (_f: object) => ({
    says: 'find needs a name or tags here; path alone finds nothing',
    hint: "add name: {regexp: '.*'} for everything below the path",
  }),
  REMOTE_NOT_FOUND: (f: { what: string; key: string }) => ({
    says: `there is no ${f.what} "${f.key}"`,
    hint: 'check the key, the prefix of the store, and its region or project; deletionPolicy does not cover metadataPolicy: Fetch',
  }),
  REMOTE_VERSION_NOT_FOUND: (f: { what: string; key: string }) => ({
    says: `${f.what} "${f.key}" has no such version`,
    hint: 'an unknown version is an error whatever the deletionPolicy: correct it',
  }),
  REMOTE_NO_VALUE: (f: { what: string; key: string }) => ({
    says: `${f.what} "${f.key}" holds no value`,
  }),
  SERVICE_ACCOUNT_UNKNOWN: (f: { namespace: string; name: string; needs: string }) => ({
    says: `ServiceAccount "${f.namespace}/${f.name}" is not known, and ${f.needs} stands on it`,
    hint: 'add its manifest to the input or to the platform configuration, or set credentials.mode: ambient to read with the identity of the process',
  }),
  SERVICE_ACCOUNT_ANNOTATION: (f: { namespace: string; name: string; annotation: string }) => ({
    says: `ServiceAccount "${f.namespace}/${f.name}" has no annotation ${f.annotation}`,
    hint: 'annotate it with the role to assume',
  }),
  TARGET_TWICE: (f: { kind?: string; secret: string; owners: readonly string[] }) => ({
    says: `${f.owners.join(' and ')} write the same ${f.kind ?? 'Secret'} ${f.secret}`,
    hint: 'give them different target names; only Merge and CreateOrMerge may share a Secret, and only one that nobody owns',
  }),
  TARGET_TAKEN: (f: { kind: string; name: string; where: string }) => ({
    says: `${f.kind} ${f.name} already stands at ${f.where}: two sources for one object`,
    hint: 'remove one of them, or set creationPolicy: Merge to add keys to it',
  }),
  MERGE_TARGET_MISSING: (f: { kind: string; name: string }) => ({
    says: `creationPolicy Merge adds keys to ${f.kind} ${f.name}, and there is none in the rendered manifests`,
    hint: 'render it along, set creationPolicy: Owner, or have the API server merge with merge: serverSideApply in the configuration',
  }),
  MERGE_TARGET_IMMUTABLE: (f: { kind?: string; secret: string }) => ({
    says: `${f.kind ?? 'Secret'} ${f.secret} is immutable, so nothing can be merged into it`,
    hint: 'leave immutable out of it, or write a Secret of its own',
  }),
  MERGE_TYPE: (f: { secret: string; is: string; wants: string }) => ({
    says: `Secret ${f.secret} is of type ${f.is}, which cannot be changed to ${f.wants}`,
    hint: 'leave out spec.target.template.type: what is merged into keeps its type',
  }),
  MERGE_OWNED: (f: { secret: string; owner: string }) => ({
    says: `Secret ${f.secret} is owned by ExternalSecret "${f.owner}", as its ownerReferences say, and an owner shares with nobody`,
    hint: 'choose another target name, or have one ExternalSecret read all of it',
  }),
  MERGE_BINARY: (f: { secret: string; key: string }) => ({
    says: `Secret ${f.secret} has key "${f.key}" under stringData, and the value for it is no text`,
    hint: 'put the key under data there',
  }),
  SELECTOR_OPERATOR: (f: { operator: string }) => ({
    says: `"${f.operator}" is no operator of a label selector`,
    hint: 'use In, NotIn, Exists or DoesNotExist',
  }),
  SELECTOR_REQUIREMENT: (f: { key: string; why: string }) => ({
    says: `what a label selector asks of "${f.key}" can never be: ${f.why}`,
  }),
  PROVIDER_UNSUPPORTED: (f: { provider: string; supported: readonly string[] }) => ({
    says: `provider "${f.provider}" is not supported`,
    hint: `supported are ${[...f.supported].sort().join(', ')}; the annotation external-secrets-render.dev/skip leaves an ExternalSecret to the operator`,
  }),
  GENERATOR_GROUP: (f: { apiVersion: string }) => ({
    says: `generatorRef may only name the group generators.external-secrets.io, not ${f.apiVersion}`,
    hint: 'leave apiVersion out, or write generators.external-secrets.io/v1alpha1',
  }),
  GENERATOR_VERSION: (f: { apiVersion: string }) => ({
    says: `generatorRef names a version that does not exist: ${f.apiVersion}`,
    hint: 'use generators.external-secrets.io/v1alpha1',
  }),
  GENERATOR_NOT_FOUND: (f: { kind: string; name: string; searched: readonly string[] }) => ({
    says: `no ${f.kind} is named "${f.name}"`,
    hint: `looked in ${f.searched.join(', ')}; add it to one of them, in the namespace of the ExternalSecret`,
  }),
  GENERATOR_IN_DATA: (f: { key: string }) => ({
    says: `a data entry cannot take its value from a generator (key "${f.key}")`,
    hint: 'name the generator under dataFrom',
  }),
  CLUSTER_GENERATOR_KIND: (f: { kind: string; wants: string }) => ({
    says: `the ClusterGenerator is of kind ${f.kind} and has no ${f.wants}`,
    hint: `put its settings under spec.generator.${f.wants}`,
  }),
  TOO_MANY_REFERENCES: (f: { count: number; most: number }) => ({
    says: `the input asks for ${f.count} remote values; ${f.most} is the most`,
    hint: 'limits.maxReferences in the platform configuration sets it',
  }),
  GENERIC_TARGET_DISABLED: (f: { kind: string }) => ({
    says: `spec.target.manifest asks for a ${f.kind} in place of a Secret, and the configuration does not allow it`,
    hint: 'its values would stand in plain text; allow it with genericTargets: allow',
  }),
  GENERIC_SECRET_DATA: (f: { key: string }) => ({
    says: `data key "${f.key}" of a Secret made through target.manifest is no base64`,
    hint: 'leave target.manifest out, or encode the value with b64enc',
  }),
  GENERIC_DATA_TEXT: (f: { kind: string; key: string }) => ({
    says: `data key "${f.key}" of the ${f.kind} is no text`,
  }),
  FIND_UNSUPPORTED: (f: { store: string }) => ({
    says: `${f.store} cannot find: its provider reads by key alone`,
    hint: 'name each key under data, or use extract',
  }),
  SECRET_MISSING: (f: { property?: string; version?: string }) => ({
    says: `it does not exist in the store${f.version === undefined ? '' : ` in version "${f.version}"`}${
      f.property === undefined ? '' : `, or has no property "${f.property}"`
    }`,
    hint: `check the key${f.version === undefined ? '' : ' and version'}${f.property === undefined ? '' : ' and property'}; target.deletionPolicy Delete or Merge leaves out what does not exist`,
  }),
  ENGINE_UNKNOWN: (f: { engine: string; known: readonly string[] }) => ({
    says: `there is no template engine "${f.engine}"`,
    hint: `annotation external-secrets-render.dev/engine takes ${f.known.join(' or ')}`,
  }),
  GENERATOR_UNSTABLE: (_f: object) => ({
    says: 'its values would be others at each render, so that Argo CD would never be in sync',
    hint: 'in the platform configuration generators.seedFile makes them stay, cluster.enabled keeps those of the existing Secret, and random: allow lets them change',
  }),
  PROPERTY_MISSING: (f: { property: string; nearest?: string | undefined }) => ({
    says: `the value has no property "${f.property}"`,
    hint: `${f.nearest === undefined ? '' : `did you mean "${f.nearest}"? `}property is a gjson path: a dot separates, "\\." is a dot inside a name`,
  }),
  EXTRACT_NOT_OBJECT: (_f: object) => ({
    says: 'the value is no JSON object, so there is nothing to extract',
    hint: 'take it whole with data, or choose an object inside it with property',
  }),
  FIND_NAME: (f: { provider: string }) => ({
    says: `find needs a name with the ${f.provider} provider: it looks at names alone`,
    hint: "add name: {regexp: '.*'} for all",
  }),
  PUSH_METADATA: (f: { why: string }) => ({
    says: `metadata of the push ${f.why}`,
    hint: 'it is {apiVersion: kubernetes.external-secrets.io/v1alpha1, kind: PushSecretMetadata, spec: {…}}; the page of the provider lists the fields',
  }),
  PUSH_KEY_MISSING: (f: { secret: string; key: string; nearest?: string | undefined }) => ({
    says: `Secret "${f.secret}" has no key "${f.key}"`,
    hint: f.nearest === undefined ? 'correct the name, or add the key to the Secret' : `did you mean "${f.nearest}"?`,
  }),
  PUSH_NOT_MANAGED: (f: { what: string; key: string }) => ({
    says: `${f.what} "${f.key}" exists and is not managed by external-secrets`,
    hint: 'tag it managed-by: external-secrets to hand it over, or push to another key',
  }),
  PUSH_PROPERTY: (f: { key: string; property: string; why: string }) => ({
    says: `property "${f.property}" cannot be set in "${f.key}": ${f.why}`,
    hint: 'push to another key, or without a property',
  }),
  PUSH_UNFIT: (f: { key: string; why: string }) => ({
    says: `"${f.key}" cannot be written: ${f.why}`,
  }),
} satisfies Catalogue;

/** Makes such an error. */
export const manifestError = errorsOf(ManifestError, manifestErrors);

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(' and ');
}
