import { nearest } from '../../errors/nearest.ts';
import { templateError } from '../../errors/template.ts';
import { remark } from './remark.ts';
import type { CheckedSecret, Finding } from './rule.ts';

/** Keys that templates read and that nothing gives, and members that they read of texts. */
export function* unknownKeys({ keys: known, templates, isRendered }: CheckedSecret): Iterable<Finding> {
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
