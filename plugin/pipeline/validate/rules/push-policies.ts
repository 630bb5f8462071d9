import { lintWords } from '../../../errors/lint.ts';
import { remark } from '../remark.ts';
import type { Rule } from '../rule.ts';

/** Policies of a PushSecret that do something else than they seem to. */
export const pushPolicies: Rule = {
  codes: ['PUSH_UNRECORDED', 'PUSH_FOUND_STAYS'],
  about:
    'Under deletionPolicy Delete what is no longer pushed is removed. That takes a record of what was pushed, which the operator keeps in the status of the PushSecret and esr push in a file. It is said once, and neither where push.stateFile names the file nor where PushSecrets are left for the operator (emit.keep). What updatePolicy IfNotExists found was not pushed, and stays.',
  *check({ pushes, run }) {
    const deleting = pushes.filter(({ pushSecret }) => pushSecret.spec.deletionPolicy === 'Delete');
    const [first] = deleting;
    if (first !== undefined && !run.config.emit.keep && run.config.push.stateFile === undefined) {
      const at = first.pushSecret.place('spec.deletionPolicy');
      yield remark('PUSH_UNRECORDED', unrecorded, at);
    }
    for (const { pushSecret } of deleting) {
      if (pushSecret.spec.updatePolicy !== 'IfNotExists') continue;
      yield remark('PUSH_FOUND_STAYS', lintWords('PUSH_FOUND_STAYS', {}), pushSecret.place('spec.updatePolicy'));
    }
  },
};

const unrecorded = {
  says: 'deletionPolicy is Delete: esr push removes nothing later unless it remembers what it pushed',
  hint: 'run esr push with --state FILE each time, or set push.stateFile in the configuration',
};
