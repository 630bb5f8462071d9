import { lintWords } from '../../../errors/lint.ts';
import { ownFault } from '../../push/own-fault.ts';
import { missingSources } from '../missing-sources.ts';
import { remark } from '../remark.ts';
import type { CheckedPush, Finding, Rule, Subject } from '../rule.ts';
import { unknownKeys } from '../unknown-keys.ts';

/** Templates of a PushSecret that ask for what is not there. */
export const pushTemplates: Rule = {
  codes: ['TEMPLATE_KEY_UNKNOWN', 'TEMPLATE_FIELD', 'TEMPLATE_SOURCE_MISSING', 'TEMPLATE_SOURCE_KEY', 'FLOAT_NUMBER'],
  about:
    'The template of a PushSecret sees the keys of the Secret that is pushed. It is looked at as that of an ExternalSecret is; what it makes is added to the Secret.',
  *check(subject) {
    for (const push of subject.pushes) {
      yield* inPush(push);
      yield* objects(push, subject);
    }
  },
};

function* inPush({ standIn: { externalSecret, templates }, sources = [{ name: '' }] }: CheckedPush): Iterable<Finding> {
  for (const { keys } of sources) {
    yield* unknownKeys({ externalSecret, templates, ...(keys === undefined ? {} : { keys }), isRendered: false });
  }
  for (const { floats, place } of templates) {
    for (const { how, at } of floats) yield remark('FLOAT_NUMBER', lintWords('FLOAT_NUMBER', { how }), place(at));
  }
}

function* objects({ pushSecret, standIn: { externalSecret } }: CheckedPush, subject: Subject): Iterable<Finding> {
  // Nobody knows in which namespace those of a ClusterPushSecret without one are looked for.
  if (pushSecret.metadata.namespace === undefined) return;
  for (const fault of missingSources(externalSecret, subject)) yield ownFault(fault);
}
