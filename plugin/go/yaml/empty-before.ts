import type { Token } from './token.ts';

/** Kinds of token that may stand where a node is missing. */
export type Kinds = ReadonlySet<Token['kind']>;

const setOf = (...kinds: readonly Token['kind'][]): Kinds => new Set(kinds);

/** Before which tokens a node is empty, by where the node stands. */
export const emptyBefore = {
  document: setOf('version-directive', 'tag-directive', 'document-start', 'document-end', 'stream-end'),
  blockEntry: setOf('block-entry', 'block-end'),
  indentlessEntry: setOf('block-entry', 'key', 'value', 'block-end'),
  blockPart: setOf('key', 'value', 'block-end'),
  flowKey: setOf('value', 'flow-entry', 'flow-mapping-end'),
  flowValue: setOf('flow-entry', 'flow-mapping-end'),
  flowPairKey: setOf('value', 'flow-entry', 'flow-sequence-end'),
  flowPairValue: setOf('flow-entry', 'flow-sequence-end'),
};
