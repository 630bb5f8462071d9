import { lintWords } from '../../../errors/lint.ts';
import type { ExternalSecret } from '../../../model/external-secret.ts';
import { remark } from '../remark.ts';
import type { CheckedSecret, Finding, Rule } from '../rule.ts';

/** Deletion policies that do something else than they seem to. */
export const deletionSurprises: Rule = {
  codes: ['DELETION_FIND', 'DELETION_ORPHAN', 'DELETION_TEMPLATE'],
  about:
    'Under deletionPolicy Delete and Merge what is missing in the store is left out. That surprises where a template needs the key, where a find may come to nothing by a slip, and where an orphan is never pruned.',
  *check({ secrets }) {
    for (const { externalSecret, templates } of secrets) {
      const { deletionPolicy, creationPolicy } = externalSecret.spec.target;
      if (deletionPolicy === 'Retain') continue;
      yield* finds(externalSecret);
      yield* templatesOf({ externalSecret, templates });
      if (deletionPolicy === 'Delete' && creationPolicy === 'Orphan') {
        const at = externalSecret.place('spec.target.deletionPolicy');
        yield remark('DELETION_ORPHAN', lintWords('DELETION_ORPHAN', {}), at);
      }
    }
  },
};

function* finds(externalSecret: ExternalSecret): Iterable<Finding> {
  const { deletionPolicy: policy } = externalSecret.spec.target;
  for (const [index, { find }] of (externalSecret.spec.dataFrom ?? []).entries()) {
    if (find === undefined) continue;
    const at = externalSecret.place(`spec.dataFrom[${index}].find`);
    yield remark('DELETION_FIND', lintWords('DELETION_FIND', { policy }), at);
  }
}

function* templatesOf({
  externalSecret,
  templates,
}: Pick<CheckedSecret, 'externalSecret' | 'templates'>): Iterable<Finding> {
  const { deletionPolicy: policy } = externalSecret.spec.target;
  const fetched = new Set((externalSecret.spec.data ?? []).map(({ secretKey }) => secretKey));
  for (const { use, keys, place } of templates) {
    if (use === 'transform') continue;
    for (const { key, at, isCertain } of keys) {
      if (!isCertain || !fetched.delete(key)) continue;
      yield remark('DELETION_TEMPLATE', lintWords('DELETION_TEMPLATE', { key, policy }), place(at));
    }
  }
}
