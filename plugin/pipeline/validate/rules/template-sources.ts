import { missingSources } from '../missing-sources.ts';
import type { Rule } from '../rule.ts';

/** What `templateFrom` names and nobody has. */
export const templateSources: Rule = {
  codes: ['TEMPLATE_SOURCE_MISSING', 'TEMPLATE_SOURCE_KEY', 'TEMPLATE_SECRET_TRUSTED'],
  about:
    'A ConfigMap or Secret that templateFrom reads has to be in the input or in the platform configuration, with the key that is asked for. Where the configuration allows a cluster it may be there, and nothing is said.',
  *check(subject) {
    for (const { externalSecret, isRendered } of subject.secrets) {
      if (!isRendered) yield* missingSources(externalSecret, subject);
    }
  },
};
