import type { Bytes } from '../byte-string.ts';

interface Placed {
  /** Bytes of the text, tag and anchor included; `end` is exclusive. An empty scalar has no bytes. */
  readonly start: number;
  readonly end: number;
}

/** A scalar as it is written; what it means is decided later. */
export interface ScalarNode extends Placed {
  readonly kind: 'scalar';
  readonly value: Bytes;
  /** In full, such as `tag:yaml.org,2002:int`; empty when there is none. */
  readonly tag: string;
  /** Written plain, or tagged `!`: the text decides its type. */
  readonly implicit: boolean;
}

/** A list. */
export interface SequenceNode extends Placed {
  readonly kind: 'sequence';
  readonly isFlow: boolean;
  readonly items: YamlNode[];
}

/** A map, its entries as they are written: merges and keys given twice are among them. */
export interface MappingNode extends Placed {
  readonly kind: 'mapping';
  readonly isFlow: boolean;
  readonly entries: MappingEntry[];
}

/** A key with its value. */
export interface MappingEntry {
  readonly key: YamlNode;
  readonly value: YamlNode;
}

/** `*name`, with what the anchor of that name stands at. */
export interface AliasNode extends Placed {
  readonly kind: 'alias';
  readonly target: Exclude<YamlNode, AliasNode>;
}

/** A document as a tree. */
export type YamlNode = ScalarNode | SequenceNode | MappingNode | AliasNode;
