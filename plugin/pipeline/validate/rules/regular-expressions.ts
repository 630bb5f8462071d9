import { manifestError } from '../../../errors/manifest.ts';
import { GoRegexp } from '../../../go/regexp.ts';
import type { ExternalSecret } from '../../../model/external-secret.ts';
import { groupSlip } from '../group-slip.ts';
import type { Finding, Rule } from '../rule.ts';

/** Regular expressions that Go does not know, and group numbers that it reads otherwise. */
export const regularExpressions: Rule = {
  codes: ['REWRITE_REGEXP', 'FIND_REGEXP', 'REWRITE_GROUP'],
  about:
    'Patterns are RE2, as in Go: no look-around, no back-references. In a target Go takes the longest name after a dollar, so that $1_NAME is a group called 1_NAME.',
  *check({ secrets }) {
    for (const { externalSecret } of secrets) {
      for (const [index, { find, rewrite = [] }] of (externalSecret.spec.dataFrom ?? []).entries()) {
        const field = `spec.dataFrom[${index}]`;
        const regexp = find?.name?.regexp;
        if (regexp !== undefined && isBad(regexp)) {
          const at = externalSecret.place(`${field}.find.name.regexp`);
          yield manifestError('FIND_REGEXP', { regexp }, at);
        }
        for (const [step, { regexp: pattern }] of rewrite.entries()) {
          if (pattern !== undefined) yield* inRewrite(externalSecret, `${field}.rewrite[${step}].regexp`, pattern);
        }
      }
    }
  },
};

function* inRewrite(
  externalSecret: ExternalSecret,
  field: string,
  { source, target }: { readonly source: string; readonly target: string },
): Iterable<Finding> {
  if (isBad(source)) {
    yield manifestError('REWRITE_REGEXP', { source }, externalSecret.place(`${field}.source`));
  }
  yield* groupSlip(target, externalSecret.place(`${field}.target`));
}

function isBad(source: string): boolean {
  return GoRegexp.compile(source) === undefined;
}
