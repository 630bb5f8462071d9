import { caughtFaults } from '../../../errors/caught-faults.ts';
import { manifestError } from '../../../errors/manifest.ts';
import { pushError } from '../../../errors/push.ts';
import { bytesOf } from '../../../go/byte-string.ts';
import { GoRegexp } from '../../../go/regexp.ts';
import type { PushRewrite, PushSecret } from '../../../model/push-secret.ts';
import { locateTemplate } from '../../../resources/locate-template.ts';
import { lazyEngine } from '../../lazy-engine.ts';
import { groupSlip } from '../group-slip.ts';
import type { Finding, Rule } from '../rule.ts';

/** Patterns and rewrites of `dataTo` that no key could pass. */
export const pushPatterns: Rule = {
  codes: ['PUSH_REGEXP', 'REWRITE_REGEXP', 'REWRITE_GROUP', 'TEMPLATE_PARSE'],
  about:
    'The patterns of dataTo are RE2 and its transforms Go templates, as everywhere. They are looked at also where nobody knows which keys they meet.',
  async *check({ pushes }) {
    for (const { pushSecret } of pushes) {
      for (const [index, { match, rewrite = [] }] of (pushSecret.spec.dataTo ?? []).entries()) {
        const field = `spec.dataTo[${index}]`;
        if (match?.regexp && GoRegexp.compile(match.regexp) === undefined) {
          yield pushError('PUSH_REGEXP', { regexp: match.regexp }, pushSecret.place(`${field}.match.regexp`));
        }
        for (const [step, one] of rewrite.entries()) yield* inRewrite(pushSecret, one, `${field}.rewrite[${step}]`);
      }
    }
  },
};

async function* inRewrite(
  pushSecret: PushSecret,
  { regexp, transform }: PushRewrite,
  field: string,
): AsyncIterable<Finding> {
  if (regexp !== undefined) {
    const { source, target } = regexp;
    if (GoRegexp.compile(source) === undefined) {
      yield manifestError('REWRITE_REGEXP', { source }, pushSecret.place(`${field}.regexp.source`));
    }
    yield* groupSlip(target, pushSecret.place(`${field}.regexp.target`));
  }
  if (transform === undefined) return;
  try {
    await lazyEngine('gotemplate').compile(bytesOf(transform.template), 't');
  } catch (thrown) {
    const faults = caughtFaults(thrown);
    for (const fault of faults) yield locateTemplate(fault, pushSecret, `${field}.transform.template`);
  }
}
