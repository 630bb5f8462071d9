import { lintWords } from '../../../errors/lint.ts';
import { remark } from '../remark.ts';
import type { Rule } from '../rule.ts';

/** Numbers of JSON texts that templates take for integers. */
export const floatNumbers: Rule = {
  codes: ['FLOAT_NUMBER'],
  about:
    'fromJson and fromYaml give every number as float64, as Go does. printf "%d" prints a fault for one, comparing it with an integer fails, and from a million on it prints as 1e+06.',
  *check({ secrets }) {
    for (const { templates } of secrets) {
      for (const { floats, place } of templates) {
        for (const { how, at } of floats) {
          yield remark('FLOAT_NUMBER', lintWords('FLOAT_NUMBER', { how }), place(at));
        }
      }
    }
  },
};
