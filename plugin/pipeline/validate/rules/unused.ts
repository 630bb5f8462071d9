import { lintWords } from '../../../errors/lint.ts';
import type { Resource } from '../../../model/resource.ts';
import { usedBy } from '../../collect/used-by.ts';
import { remark } from '../remark.ts';
import type { Rule } from '../rule.ts';

/** Stores and generators that nothing uses. */
export const unused: Rule = {
  codes: ['STORE_UNUSED', 'GENERATOR_UNUSED'],
  about:
    "A store beside ExternalSecrets that none of them names is left over, or one of them names it wrongly. An input of stores alone is somebody else's supply, and nothing is said.",
  *check({ inventory }) {
    const { documents, externalSecrets, pushSecrets, stores, generators, refused = [] } = inventory;
    // One that could not be read may be the user.
    if (externalSecrets.length + pushSecrets.length === 0 || refused.some(({ kind }) => /Secret$|^$/.test(kind)))
      return;
    const isUsed = usedBy(documents);
    const isLeft = ({ kind, metadata, origin }: Resource<unknown>) =>
      origin === 'input' && !isUsed({ kind, ...metadata });
    for (const store of stores.filter(isLeft)) {
      const facts = { kind: store.kind, name: store.metadata.name };
      yield remark('STORE_UNUSED', lintWords('STORE_UNUSED', facts), store.place('metadata.name'));
    }
    for (const generator of generators.filter(isLeft)) {
      const facts = { kind: generator.kind, name: generator.metadata.name };
      yield remark('GENERATOR_UNUSED', lintWords('GENERATOR_UNUSED', facts), generator.place('metadata.name'));
    }
  },
};
