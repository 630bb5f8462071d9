import type { Rule } from '../rule.ts';
import { unknownKeys } from '../unknown-keys.ts';

/** Templates that read keys which no entry gives, or members of texts. */
export const knownKeys: Rule = {
  codes: ['TEMPLATE_KEY_UNKNOWN', 'TEMPLATE_FIELD'],
  about:
    'A template fails where it reads a key that is not there. Which keys there are is known where every entry names its secretKey, where the values are given (--values), and where the store is a fake one. What is read only under a condition is a warning.',
  *check({ secrets }) {
    for (const secret of secrets) yield* unknownKeys(secret);
  },
};
