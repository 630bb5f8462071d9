import { lintWords } from '../../../errors/lint.ts';
import { manifestError } from '../../../errors/manifest.ts';
import { remark } from '../remark.ts';
import type { Rule } from '../rule.ts';

/** Targets that are no Secrets. */
export const genericTargets: Rule = {
  codes: ['PLAIN_TARGET', 'GENERIC_TARGET_DISABLED'],
  about:
    'target.manifest writes values into objects that nobody treats as secret: Argo CD masks Secrets alone. The operator has it switched off by default, and so has esr (genericTargets in the platform configuration).',
  *check({ secrets, run }) {
    for (const { externalSecret } of secrets) {
      const { manifest } = externalSecret.spec.target;
      if (manifest === undefined) continue;
      const at = externalSecret.place('spec.target.manifest');
      const { kind } = manifest;
      if (run.config.genericTargets === 'deny') {
        yield manifestError('GENERIC_TARGET_DISABLED', { kind }, at);
      } else if (kind !== 'Secret') {
        yield remark('PLAIN_TARGET', lintWords('PLAIN_TARGET', { kind }), at);
      }
    }
  },
};
