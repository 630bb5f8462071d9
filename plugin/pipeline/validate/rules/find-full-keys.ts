import { lintWords } from '../../../errors/lint.ts';
import { wantsRelativeKeys } from '../../assemble/find-keys.ts';
import { remark } from '../remark.ts';
import type { Rule } from '../rule.ts';

/** Stores whose finds give names of their own, or whose path is the beginning of a name and no folder. */
const keepsNoPath = new Set([
  'azurekv',
  'bitwardensecretsmanager',
  'doppler',
  'gcpsm',
  'gitlab',
  'infisical',
  'kubernetes',
  'onepassword',
  'onepasswordSDK',
]);

/** Finds whose keys keep the path. */
export const findFullKeys: Rule = {
  codes: ['FIND_FULL_KEYS'],
  about:
    'The operator keeps the whole path in the keys that find gives: /production/myapp/DATABASE_URL becomes _production_myapp_DATABASE_URL. Many expect DATABASE_URL.',
  *check({ secrets, plan, run }) {
    for (const { externalSecret } of secrets) {
      if (wantsRelativeKeys(externalSecret, run)) continue;
      for (const [index, { find, rewrite = [] }] of (externalSecret.spec.dataFrom ?? []).entries()) {
        if (find?.path === undefined || rewrite.length > 0) continue;
        const source = plan?.wanted.get(externalSecret)?.dataFrom[index];
        if (source?.from === 'find' && keepsNoPath.has(source.client.provider)) continue;
        const at = externalSecret.place(`spec.dataFrom[${index}].find.path`);
        yield remark('FIND_FULL_KEYS', lintWords('FIND_FULL_KEYS', { path: find.path }), at);
      }
    }
  },
};
