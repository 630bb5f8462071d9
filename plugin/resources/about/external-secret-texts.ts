import type { Texts } from './texts.ts';

/** `spec` of an ExternalSecret. */
export const externalSecretTexts: Texts = {
  data: 'Keys of the Secret, each with the remote value that it gets. They win over keys of dataFrom.',
  'data[].remoteRef': 'Which remote value the key gets.',
  'data[].secretKey': 'The key in the Secret, and the name under which templates see the value.',
  'data[].sourceRef': 'A store of its own for this entry, in place of spec.secretStoreRef.',
  dataFrom:
    'Sources of many keys at once: all members of a remote value, what a search finds, or what a generator makes. Of two that give one key the later one wins.',
  'dataFrom[].extract': 'Takes a remote value apart: each member of the JSON object becomes a key.',
  'dataFrom[].find': 'Searches the store and takes every value that matches.',
  'dataFrom[].find.conversionStrategy':
    'What becomes of characters that no key of a Secret may have: Default puts "_", Unicode puts _Uxxxx_. Not used where there is a rewrite.',
  'dataFrom[].find.decodingStrategy': 'Decodes each value that is found; Auto leaves what is no base64 as it is.',
  'dataFrom[].find.name': 'Which names match.',
  'dataFrom[].find.name.regexp': 'Regular expression of Go (RE2), not anchored; empty matches every name.',
  'dataFrom[].find.nullBytePolicy': 'Whether a value with a null byte is an error (Fail) or taken as it is (Ignore).',
  'dataFrom[].find.path':
    'Where to search. Keys keep the whole path, as with the operator, unless a rewrite cuts it off or the annotation external-secrets-render.dev/find-keys says relative.',
  'dataFrom[].find.tags': "Tags, labels or custom metadata that have to match; what that means is the provider's.",
  'dataFrom[].rewrite':
    'Steps that rename the keys of this entry, one after another. Two keys that become one are an error here.',
  'dataFrom[].rewrite[]': 'One step: exactly one of regexp, transform and merge.',
  'dataFrom[].sourceRef': 'A store or generator of its own for this entry.',
  refreshInterval:
    'How often the operator reads again. At render time every render reads; esr serve refreshes at this pace.',
  refreshPolicy:
    'When the operator reads again: never after the first time (CreatedOnce), by the interval (Periodic), or when this object changes (OnChange). A render reads each time.',
  secretStoreRef: 'The store of all entries that name none of their own.',
  'secretStoreRef.kind': 'SecretStore of the same namespace, or ClusterSecretStore; SecretStore where it is left out.',
  'secretStoreRef.name': 'Name of the store.',
  syncWindows: 'Times at which the operator may or may not write. A render has no such times: the field is not used.',
  'syncWindows.kind': 'Whether the windows allow or deny.',
  'syncWindows.windows': 'The windows.',
  'syncWindows.windows[].duration': 'How long a window is.',
  'syncWindows.windows[].schedule': 'When a window begins, as a cron expression.',
  target: 'The Secret that is made.',
  'target.creationPolicy':
    'Owner makes the Secret. Orphan makes one that outlives its ExternalSecret (Prune=false,Delete=false). Merge adds keys to a Secret in the input, CreateOrMerge makes it where there is none. None makes nothing.',
  'target.deletionPolicy':
    'What a value that is gone in the store means: Retain is an error here, since a renderer cannot keep what it does not see; Delete leaves the key out, and the Secret when none is left; Merge leaves the key out.',
  'target.immutable': 'Makes the Secret immutable: the API server then refuses every change of it.',
  'target.manifest':
    'Makes an object of another kind. Off unless genericTargets in the platform configuration allows it.',
  'target.manifest.apiVersion': 'API version of that object.',
  'target.manifest.kind': 'Kind of that object.',
  'target.name': 'Name of the Secret; that of the ExternalSecret where it is left out.',
  'target.template':
    'How the Secret is put together from what was fetched. Labels and annotations of the ExternalSecret are copied only where there is no template.',
};
