/** Remarks of the stages and providers, which stop no render, and what each is about. Their words are made where they are met. */
export const warnings = {
  AMBIENT_CREDENTIALS:
    'What the store declares could not be obtained, and the identity of the process stands in (credentials.mode: auto). credentials.mode: declared makes it an error.',
  CLUSTER_MATCHES_NONE: 'A ClusterExternalSecret matches none of the Namespaces that somebody describes.',
  CLUSTER_NAMESPACE_UNKNOWN: 'A ClusterExternalSecret names a namespace that nobody describes; nothing is made there.',
  DAEMON_PASSED_OVER:
    'The daemon that ESR_SOCKET names does not answer, or is of another version or configuration; esr did the work itself.',
  DOCUMENT_SHADOWED:
    'A document of the input has the name of one of the platform configuration, which is used in its place.',
  DUPLICATE_KEY: 'A YAML mapping has a key twice. The last one counts; strict clients refuse the document.',
  ENTRY_SKIPPED: 'A value is not in the store and is left out, as the deletionPolicy has it.',
  FIND_ALL: 'A find without a name and with empty tags takes everything there is.',
  FIND_SKIPPED: 'A find leaves out something that may not be read. The operator does so without a word.',
  FOREIGN_KIND: 'A document is of kubernetes-external-secrets, another product; it is left as it is.',
  GCP_PROJECT_ASSUMED: 'The store names no project, and that of the credentials is used.',
  GENERATOR_NAMESPACE:
    'A generator names a namespace in a reference. The operator does not look at it, and neither does esr.',
  MERGE_FREEZES:
    'A merge into a Secret also makes it immutable: the operator then merges nothing, and neither does esr.',
  NO_MANIFESTS: 'A folder holds nothing to render.',
  OTHER_CONTROLLER: 'An ExternalSecret uses a store of another controller class and is left as it is.',
  PUSH_NONE: 'The input holds no PushSecret.',
  PUSH_NOTHING: 'A PushSecret has neither data nor dataTo.',
  PUSH_NO_KEY: 'No key of a Secret matches a dataTo of a PushSecret.',
  PUSH_NO_SECRET: 'No Secret matches a PushSecret.',
  PUSH_NO_STORE: 'No store matches a PushSecret.',
  PUSH_OVERLAP: 'Two entries of a PushSecret write the same remote value.',
  PUSH_RANDOM: 'A PushSecret pushes a value that is made anew each time.',
  PUSH_UNRECORDED: 'What was pushed is not recorded, so that it cannot be deleted later.',
  SECRET_DELETED: 'No value was found, and under deletionPolicy Delete no Secret is written.',
  TEMPLATE_LOST:
    'What a template makes for another object goes nowhere, as in the operator: its kind has no such field, or a ConfigMap or Secret of templateFrom is for another target than Data. A literal is written there.',
  UNKNOWN_FIELD: 'A field is not known, and is ignored as the API server ignores it: most likely a slip.',
  UNKNOWN_KIND: "A document is of one of the operator's groups and of no kind that is known; it is left as it is.",
  VERSION_UNSERVED: 'Documents of v1beta1 are read as ever; current operators do not serve that version any more.',
} as const;
