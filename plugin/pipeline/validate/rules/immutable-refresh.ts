import { lintWords } from '../../../errors/lint.ts';
import { parseDuration } from '../../../go/time-duration.ts';
import { remark } from '../remark.ts';
import type { Rule } from '../rule.ts';

/** Immutable Secrets whose values may change. */
export const immutableRefresh: Rule = {
  codes: ['IMMUTABLE_REFRESH'],
  about: 'The API server refuses every change of an immutable Secret, so that a rotated value breaks the sync.',
  *check({ secrets, run }) {
    for (const { externalSecret } of secrets) {
      const { target, refreshPolicy, refreshInterval = '' } = externalSecret.spec;
      // The operator reads it once with either of them.
      const isOnce = refreshPolicy === 'CreatedOnce' || parseDuration(refreshInterval) === 0n;
      if (target.immutable !== true || isOnce || run.config.emit.rollout === 'hash-suffix') continue;
      const at = externalSecret.place('spec.target.immutable');
      yield remark('IMMUTABLE_REFRESH', lintWords('IMMUTABLE_REFRESH', {}), at);
    }
  },
};
