import type { Texts } from './texts.ts';

/** Parts that several kinds have. */
export const parts = {
  /** `remoteRef` and `extract`. */
  remoteRef: {
    conversionStrategy:
      'What becomes of characters that no key of a Secret may have, where members become keys: Default puts "_", Unicode puts _Uxxxx_.',
    decodingStrategy: 'Decodes the value: Base64, Base64URL, or Auto, which leaves what is no base64 as it is.',
    key: 'Name of the remote value: a name, a path or an ARN, as the provider has it.',
    metadataPolicy: 'Fetch reads tags, labels or metadata in the place of the value.',
    nullBytePolicy: 'Whether a value with a null byte is an error (Fail) or taken as it is (Ignore).',
    property:
      'A part of the value: a path in its JSON, such as db.password or users.0.name; "\\." is a dot inside a name. Some providers look for the whole text as a name first.',
    version: 'A version of the value, as the provider names them; the latest where it is left out.',
  },
  /** One step of `rewrite`. */
  rewrite: {
    merge: 'Takes the values apart as JSON objects and makes their members keys.',
    'merge.conflictPolicy': 'Whether a name in two of the objects is an error, or the later one wins (Ignore).',
    'merge.into': 'The key that gets the merged object, with strategy JSON.',
    'merge.priority': 'Keys whose objects count last, and so win, in this order.',
    'merge.priorityPolicy': 'Whether a key of priority that is not there is an error (Strict).',
    'merge.strategy': 'Extract makes each member a key, JSON makes one key of all.',
    regexp: 'Replaces what a regular expression matches in each key.',
    'regexp.source': 'The expression, as Go has it (RE2), not anchored; every match is replaced.',
    'regexp.target':
      'What is put in its place; a dollar and a number or name stand for a group. Before a letter write the number in braces.',
    transform: 'Makes each key anew by a template.',
    'transform.template': 'A Go template that sees the key as .value.',
  },
  /** `target.template` of an ExternalSecret and `template` of a PushSecret. */
  template: {
    data: 'Keys of the Secret, each with a template. As soon as there is one, fetched keys are left out unless mergePolicy is Merge.',
    engineVersion:
      "v2 is Go's text/template with sprig and the functions of the operator. The annotation external-secrets-render.dev/engine chooses Handlebars.",
    mergePolicy: "Whether the template's data replaces what was fetched (Replace), or is added to it (Merge).",
    metadata: 'Metadata of the Secret.',
    'metadata.annotations':
      'Annotations, each a template. Those of Argo CD on the ExternalSecret are carried over in any case.',
    'metadata.finalizers': 'Finalizers of the Secret.',
    'metadata.labels': 'Labels, each a template.',
    templateFrom: 'Templates from elsewhere; a later one wins over an earlier one.',
    'templateFrom[].configMap': 'A ConfigMap in the namespace whose data holds templates.',
    'templateFrom[].configMap.items': 'Which of its keys are templates.',
    'templateFrom[].configMap.items[].key': 'A key of the ConfigMap.',
    'templateFrom[].configMap.items[].templateAs':
      'Values makes one key of the same name; KeysAndValues renders YAML of keys and values.',
    'templateFrom[].configMap.name':
      'Name of the ConfigMap. It has to be in the input, in the platform configuration, or in a cluster that may be asked.',
    'templateFrom[].literal': 'A template of keys and values, written here.',
    'templateFrom[].secret': 'A Secret in the namespace whose data holds templates.',
    'templateFrom[].secret.items': 'Which of its keys are templates.',
    'templateFrom[].secret.items[].key': 'A key of the Secret.',
    'templateFrom[].secret.items[].templateAs':
      'Values makes one key of the same name; KeysAndValues renders YAML of keys and values.',
    'templateFrom[].secret.name': 'Name of the Secret; one that another ExternalSecret makes is rendered first.',
    'templateFrom[].target':
      'What is made: Data, Labels or Annotations; with target.manifest also a path such as spec.rules.',
    'templateFrom[].valuesDecodingStrategy': 'Decodes each value that the template gives.',
    type: 'Type of the Secret; Opaque where it is left out. Tokens that admit to the cluster are refused.',
  },
  /** A store or a generator in the place of the common one. */
  sourceRef: {
    generatorRef: 'A generator that makes the values. Only dataFrom takes one.',
    storeRef: 'A store.',
    'storeRef.kind': 'SecretStore of the same namespace, or ClusterSecretStore.',
    'storeRef.name': 'Name of the store.',
  },
  /** A reference to a generator. */
  generatorRef: {
    apiVersion: 'Group and version of generators.',
    kind: 'Kind of the generator, or ClusterGenerator.',
    name: 'Name of the generator.',
  },
  /** How often a store is asked again. */
  retry: {
    maxRetries: 'How often a call that failed is tried again.',
    retryInterval: 'How long to wait between two tries.',
  },
  /** How something signs in to AWS. */
  awsAuth: {
    jwt: 'A token of a ServiceAccount is exchanged for a role (IRSA).',
    'jwt.serviceAccountRef': 'The ServiceAccount; its annotation eks.amazonaws.com/role-arn names the role.',
    secretRef: 'Static keys in a Secret.',
    'secretRef.accessKeyIDSecretRef': 'Where the access key ID is.',
    'secretRef.secretAccessKeySecretRef': 'Where the secret access key is.',
    'secretRef.sessionTokenSecretRef': 'Where the session token is, for keys that are temporary.',
  },
  /** NTLM, for webhooks. */
  ntlm: {
    ntlm: 'User and password for NTLM.',
    'ntlm.passwordSecret': 'Where the password is.',
    'ntlm.usernameSecret': 'Where the user name is.',
  },
} satisfies Readonly<Record<string, Texts>>;
