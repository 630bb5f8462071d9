import type { Rule } from '../rule.ts';

/** Entries of a PushSecret that a push would end with. */
export const pushEntries: Rule = {
  codes: [
    'PUSH_KEY_MISSING',
    'PUSH_TWICE',
    'PUSH_REMOTE_KEY',
    'PUSH_NO_KEY',
    'PUSH_METADATA',
    'REVERSED_KEY_COLLISION',
    'POLICY',
  ],
  about:
    'Each entry has to name a key that its Secret has, and a place that no other entry of the PushSecret writes. Which keys there are is known of Secrets of the input, of what ExternalSecrets make as far as the manifests tell, of generators, and of templates. Policy decides about remote keys as it does about reads.',
  *check({ pushes }) {
    for (const { entryFindings } of pushes) yield* entryFindings;
  },
};
