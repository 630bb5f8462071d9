import type { Bytes } from '../byte-string.ts';

/** How a scalar is written. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

/** What the text is made of; offsets are bytes. */
export type Token = { readonly start: number; readonly end: number } & (
  | {
      readonly kind:
        | 'stream-end'
        | 'document-start'
        | 'document-end'
        | 'block-sequence-start'
        | 'block-mapping-start'
        | 'block-end'
        | 'flow-sequence-start'
        | 'flow-sequence-end'
        | 'flow-mapping-start'
        | 'flow-mapping-end'
        | 'block-entry'
        | 'flow-entry'
        | 'key'
        | 'value';
    }
  | { readonly kind: 'alias' | 'anchor'; readonly name: string }
  | { readonly kind: 'tag'; readonly handle: string; readonly suffix: string }
  | { readonly kind: 'version-directive'; readonly major: number; readonly minor: number }
  | { readonly kind: 'tag-directive'; readonly handle: string; readonly prefix: string }
  | { readonly kind: 'scalar'; readonly value: Bytes; readonly style: ScalarStyle }
);

/** A tag as it is written. */
export type TagToken = Token & { readonly kind: 'tag' };

/** The kinds of token that carry nothing but their place. */
export type BareTokenKind = Exclude<
  Token['kind'],
  'alias' | 'anchor' | 'tag' | 'version-directive' | 'tag-directive' | 'scalar'
>;
