import type { Rule } from '../rule.ts';

/** What a PushSecret selects, and nobody has. */
export const pushSources: Rule = {
  codes: ['PUSH_SOURCE_MISSING', 'PUSH_SOURCE_NONE', 'PUSH_NO_SECRET', 'PUSH_NOTHING', 'PUSH_RANDOM'],
  about:
    'A PushSecret selects a Secret of the input or one that an ExternalSecret makes, or a generator. A Secret that is neither may be made in the cluster, so that it is a warning; where the configuration allows a cluster nothing is said. A random value that replaces the one before is told too.',
  *check({ pushes }) {
    for (const { sourceFindings } of pushes) yield* sourceFindings;
  },
};
