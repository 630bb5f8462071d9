import { pushError } from '../../../errors/push.ts';
import type { Rule } from '../rule.ts';

/** Stores that a PushSecret writes to, and that can only be read. */
export const pushStores: Rule = {
  codes: ['PUSH_READ_ONLY'],
  about:
    'A PushSecret can only write to a store whose provider can be written to. That the stores exist, and that labels choose one, is checked where they are looked up.',
  *check({ pushes }) {
    for (const { targets } of pushes) {
      for (const { target, isReadOnly } of targets) {
        if (isReadOnly) yield pushError('PUSH_READ_ONLY', { store: target.storeName }, target.place);
      }
    }
  },
};
