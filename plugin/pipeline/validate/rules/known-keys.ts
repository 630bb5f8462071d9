import { nearest } from '../../../errors/nearest.ts';
import { templateError } from '../../../errors/template.ts';
import { remark } from '../remark.ts';
import type { CheckedSecret, Finding, Rule } from '../rule.ts';

/** Templates that read keys which no entry gives, or members of texts. */
export const knownKeys: Rule = {
  codes: ['TEMPLATE_KEY_UNKNOWN', 'TEMPLATE_FIELD'],
  about:
    'A template fails where it reads a key that is not there. Which keys there are is known where every entry names its secretKey, where the values are given (--values), and where the store is a fake one. What is read only under a condition is a warning.',
  *check({ secrets }) {
    for (const secret of secrets) yield* inSecret(secret);
  },
};

function* inSecret({ keys: known, templates, isRendered }: CheckedSecret): Iterable<Finding> {
  for (const { use, keys, place } of templates) {
    if (use === 'transform') continue;
    for (const { key, at, isCertain, member } of keys) {
      // Where it was rendered, what fails was found with Go's own words.
      if (isRendered && isCertain) continue;
      const isMissing = known !== undefined && !known.has(key);
      if (!isMissing && member === undefined) continue;
      const fault = isMissing
        ? templateError('TEMPLATE_KEY_UNKNOWN', { key, nearest: nearest(key, known) }, place(at))
        : templateError('TEMPLATE_FIELD', { key, member: member ?? '' }, place(at));
      yield isCertain ? fault : remark(fault.code, fault, fault.place);
    }
  }
}
