// Tokens to a tree. Follows go.yaml.in/yaml/v2 parserc.go and the first half of decode.go.

import type { Bytes } from '../byte-string.ts';
import { YamlSyntaxError } from '../yaml-syntax-error.ts';
import { emptyBefore, type Kinds } from './empty-before.ts';
import type { YamlInput } from './input.ts';
import type { AliasNode, MappingEntry, MappingNode, SequenceNode, YamlNode } from './node.ts';
import { Scanner } from './scanner.ts';
import { TagHandles } from './tag-handles.ts';
import type { TagToken, Token } from './token.ts';

// Go allows 10,000; our stack does not, and no manifest comes near.
const deepest = 1000;

/** Reads the first document of a text; `undefined` when there is none. What follows it is not looked at, as in Go. */
export function parseDocument(input: YamlInput): YamlNode | undefined {
  return new Parser(input).document();
}

interface Properties {
  readonly anchor: string | undefined;
  readonly tag: string;
  readonly start: number;
  readonly end: number;
}

// The end of a collection moves on with its content.
type Growing<T extends YamlNode> = Omit<T, 'end'> & { end: number };

class Parser {
  private readonly scanner: Scanner;
  private readonly tags: TagHandles;
  private readonly anchors = new Map<string, Exclude<YamlNode, AliasNode>>();
  private depth = 0;

  constructor(input: YamlInput) {
    this.scanner = new Scanner(input);
    this.tags = new TagHandles(this.scanner);
  }

  document(): YamlNode | undefined {
    const first = this.scanner.peek();
    if (first.kind === 'stream-end') return undefined;
    const explicit = emptyBefore.document.has(first.kind) && first.kind !== 'document-end';
    if (explicit) this.tags.readDirectives();
    if (explicit) this.expect('document-start', 'a document does not start with "---" after its directives');
    const root =
      explicit && emptyBefore.document.has(this.scanner.peek().kind) ? this.emptyHere() : this.node(true, false);
    // Whether another document follows is seen by looking at the next token, which must therefore be a good one.
    this.scanner.peek();
    return root;
  }

  private expect(kind: Token['kind'], reason: string): Token {
    const token = this.scanner.peek();
    if (token.kind !== kind) throw this.scanner.failAt(reason, token);
    return this.scanner.take();
  }

  /** A node: an alias, or properties and content, either of which may be missing but not both. */
  private node(isBlock: boolean, mayBeIndentless: boolean): YamlNode {
    const token = this.scanner.peek();
    if (token.kind === 'alias') return this.alias(this.scanner.take());
    if (++this.depth > deepest) throw this.scanner.failAt('collections are nested too deeply', token);
    const properties = this.properties();
    const node = this.content(properties, isBlock, mayBeIndentless);
    this.depth--;
    return node;
  }

  private alias(token: Token): YamlNode {
    const target = token.kind === 'alias' ? this.anchors.get(token.name) : undefined;
    if (!target) throw new YamlSyntaxError('an alias has no anchor before it', token.start);
    return { kind: 'alias', target, start: token.start, end: token.end };
  }

  /** Anchor and tag, in either order. */
  private properties(): Properties {
    const first = this.scanner.peek();
    let end = first.start;
    let anchor: string | undefined;
    let tag: TagToken | undefined;
    for (let token = first; ; token = this.scanner.peek()) {
      if (token.kind === 'anchor' && anchor === undefined) anchor = token.name;
      else if (token.kind === 'tag' && tag === undefined) tag = token;
      else break;
      end = token.end;
      this.scanner.take();
    }
    return { anchor, tag: tag === undefined ? '' : this.tags.resolve(tag), start: first.start, end };
  }

  private content(properties: Properties, isBlock: boolean, mayBeIndentless: boolean): YamlNode {
    const token = this.scanner.peek();
    switch (token.kind) {
      case 'scalar':
        return this.scalar(properties);
      case 'flow-sequence-start':
        return this.flowSequence(properties);
      case 'flow-mapping-start':
        return this.flowMapping(properties);
      case 'block-entry':
        if (mayBeIndentless) return this.blockSequence(properties, true);
        break;
      case 'block-sequence-start':
        if (isBlock) return this.blockSequence(properties, false);
        break;
      case 'block-mapping-start':
        if (isBlock) return this.blockMapping(properties);
    }
    const { anchor, tag, start, end } = properties;
    if (anchor === undefined && tag === '') throw this.scanner.failAt('a value is missing', token);
    return this.anchored(properties, { kind: 'scalar', value: '' as Bytes, tag, implicit: tag === '', start, end });
  }

  private scalar(properties: Properties): YamlNode {
    const token = this.scanner.take() as Token & { readonly kind: 'scalar' };
    const { tag, start } = properties;
    const implicit = tag === '' ? token.style === 'plain' : tag === '!';
    return this.anchored(properties, { kind: 'scalar', value: token.value, tag, implicit, start, end: token.end });
  }

  /** A sequence of `- `; without indentation where it is the value of a key at the same column. */
  private blockSequence(properties: Properties, isIndentless: boolean): YamlNode {
    if (!isIndentless) this.scanner.take();
    const items: YamlNode[] = [];
    const node: Growing<SequenceNode> = {
      kind: 'sequence',
      isFlow: false,
      items,
      start: properties.start,
      end: properties.end,
    };
    this.anchor(properties, node);
    const ends = isIndentless ? emptyBefore.indentlessEntry : emptyBefore.blockEntry;
    while (this.scanner.peek().kind === 'block-entry') {
      const entry = this.scanner.take();
      node.end = entry.end;
      const item = ends.has(this.scanner.peek().kind) ? emptyAt(entry.end) : this.node(true, false);
      items.push(item);
      node.end = item.end;
    }
    if (!isIndentless) this.expect('block-end', 'a sequence goes on with something that is no "-"');
    return node;
  }

  private blockMapping(properties: Properties): YamlNode {
    this.scanner.take();
    const entries: MappingEntry[] = [];
    const node: Growing<MappingNode> = {
      kind: 'mapping',
      isFlow: false,
      entries,
      start: properties.start,
      end: properties.end,
    };
    this.anchor(properties, node);
    for (;;) {
      if (this.scanner.peek().kind !== 'key') break;
      const key = this.blockPart(this.scanner.take());
      const hasValue = this.scanner.peek().kind === 'value';
      const value = hasValue ? this.blockPart(this.scanner.take()) : this.emptyHere();
      entries.push({ key, value });
      node.end = hasValue ? value.end : key.end;
    }
    this.expect('block-end', 'a mapping goes on with something that is no key');
    return node;
  }

  /** What follows a `?` or a `:` in a block mapping. */
  private blockPart(indicator: Token): YamlNode {
    return emptyBefore.blockPart.has(this.scanner.peek().kind) ? emptyAt(indicator.end) : this.node(true, true);
  }

  private flowSequence(properties: Properties): YamlNode {
    this.scanner.take();
    const items: YamlNode[] = [];
    const node: Growing<SequenceNode> = {
      kind: 'sequence',
      isFlow: true,
      items,
      start: properties.start,
      end: properties.end,
    };
    this.anchor(properties, node);
    while (this.hasFlowEntry('flow-sequence-end', items.length === 0)) {
      items.push(this.scanner.peek().kind === 'key' ? this.flowPair() : this.node(false, false));
    }
    node.end = this.scanner.take().end;
    return node;
  }

  /** A `key: value` standing alone inside square brackets is a mapping of one entry. */
  private flowPair(): YamlNode {
    const start = this.scanner.take();
    const entries: MappingEntry[] = [];
    const node = { kind: 'mapping', isFlow: true, entries, start: start.start, end: start.end } as const;
    let key: YamlNode;
    if (emptyBefore.flowPairKey.has(this.scanner.peek().kind)) {
      // Go passes over the token that follows an empty key, whatever it is.
      key = emptyAt(this.scanner.take().end);
    } else key = this.node(false, false);
    const value = this.flowValue(emptyBefore.flowPairValue);
    entries.push({ key, value });
    return { ...node, end: Math.max(key.end, value.end) };
  }

  private flowMapping(properties: Properties): YamlNode {
    this.scanner.take();
    const entries: MappingEntry[] = [];
    const node: Growing<MappingNode> = {
      kind: 'mapping',
      isFlow: true,
      entries,
      start: properties.start,
      end: properties.end,
    };
    this.anchor(properties, node);
    while (this.hasFlowEntry('flow-mapping-end', entries.length === 0)) {
      if (this.scanner.peek().kind !== 'key') {
        const key = this.node(false, false);
        entries.push({ key, value: this.emptyHere() });
        continue;
      }
      this.scanner.take();
      const key = emptyBefore.flowKey.has(this.scanner.peek().kind) ? this.emptyHere() : this.node(false, false);
      entries.push({ key, value: this.flowValue(emptyBefore.flowValue) });
    }
    node.end = this.scanner.take().end;
    return node;
  }

  /** Whether another entry comes before the closing bracket; passes over the comma. */
  private hasFlowEntry(end: Token['kind'], isFirst: boolean): boolean {
    if (this.scanner.peek().kind === end) return false;
    if (!isFirst) this.expect('flow-entry', `entries in ${brackets(end)} are not separated by a comma`);
    return this.scanner.peek().kind !== end;
  }

  private flowValue(ends: Kinds): YamlNode {
    if (this.scanner.peek().kind !== 'value') return this.emptyHere();
    this.scanner.take();
    return ends.has(this.scanner.peek().kind) ? this.emptyHere() : this.node(false, false);
  }

  // Before its content is read, so that an alias inside refers to it; Go refuses that only later.
  private anchor({ anchor }: Properties, node: Exclude<YamlNode, AliasNode>): void {
    if (anchor !== undefined) this.anchors.set(anchor, node);
  }

  private anchored(properties: Properties, node: Exclude<YamlNode, AliasNode>): YamlNode {
    this.anchor(properties, node);
    return node;
  }

  private emptyHere(): YamlNode {
    return emptyAt(this.scanner.peek().start);
  }
}

function brackets(end: Token['kind']): string {
  return end === 'flow-sequence-end' ? 'square brackets' : 'braces';
}

function emptyAt(offset: number): YamlNode {
  return { kind: 'scalar', value: '' as Bytes, tag: '', implicit: true, start: offset, end: offset };
}
