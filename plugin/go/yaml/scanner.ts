// Text to tokens. Follows what libyaml accepts, as go.yaml.in/yaml/v2 scannerc.go has it; quirks included.

import { YamlSyntaxError } from '../yaml-syntax-error.ts';
import { scanBlockScalar } from './block-scalar.ts';
import { Cursor, type Mark } from './cursor.ts';
import type { YamlInput } from './input.ts';
import { scanPlainScalar } from './plain-scalar.ts';
import { scanAnchor, scanDirective, scanTag } from './properties.ts';
import { scanQuotedScalar } from './quoted-scalar.ts';
import { SimpleKeys } from './simple-keys.ts';
import type { BareTokenKind, Token } from './token.ts';

// Go's own limit. Deeper texts are attacks on the stack.
const deepest = 10_000;
const lineBreak = /\r\n|[\r\n]|\xc2\x85|\xe2\x80[\xa8\xa9]/g;

/** Gives the tokens of a text one by one. */
export class Scanner {
  private readonly cursor: Cursor;
  private readonly queue: Token[] = [];
  /** Number of tokens already taken. */
  private taken = 0;
  private ended = false;
  private readonly keys: SimpleKeys;
  /** Whether a `key:` may begin here. */
  private mayStartKey = true;
  private indent = -1;
  private readonly indents: number[] = [];

  constructor(input: YamlInput) {
    this.cursor = new Cursor(input);
    this.keys = new SimpleKeys(this.cursor);
  }

  /** The next token, not taken. */
  peek(): Token {
    // A token that may yet turn out to begin a key must wait for what is put before it.
    while (this.queue.length === 0 || this.keys.isPending(this.taken)) this.fetch();
    return this.queue[0] as Token;
  }

  /** Takes the next token. */
  take(): Token {
    const token = this.peek();
    this.queue.shift();
    this.taken++;
    return token;
  }

  /** An error at a token. Go's parser names the number of line breaks before it, which for its scanner is one less than the line. */
  failAt(reason: string, { start, kind }: Token): YamlSyntaxError {
    const { text, line } = this.cursor;
    const isLast = kind === 'stream-end' || (kind === 'block-end' && start === text.length);
    const breaks = isLast ? line : (text.slice(0, start).match(lineBreak)?.length ?? 0);
    return new YamlSyntaxError(reason, start, breaks);
  }

  private get inFlow(): boolean {
    return this.keys.level > 0;
  }

  private fetch(): void {
    if (this.ended) throw this.cursor.fail('nothing follows the end');
    const { cursor } = this;
    this.skipToToken();
    this.unroll(cursor.column);
    cursor.load(4);
    if (cursor.isEnd()) this.fetchEnd();
    else if (cursor.column === 0 && cursor.byte() === 0x25) this.fetchDirective();
    else if (cursor.isDocumentMarker()) this.fetchDocumentMarker();
    else this.fetchContent(cursor.text.charAt(cursor.offset));
  }

  private fetchContent(character: string): void {
    const flow = flowIndicators.get(character);
    if (flow) this.fetchFlowIndicator(flow);
    else if (this.isBlockIndicator(character)) this.fetchBlockIndicator(character);
    else if (character === '*' || character === '&' || character === '!') this.fetchProperty(character);
    else if (character === "'" || character === '"') this.fetchQuoted(character);
    else if ((character === '|' || character === '>') && !this.inFlow) this.fetchBlockScalar(character);
    else this.fetchPlain(character);
  }

  private skipToToken(): void {
    const { cursor } = this;
    cursor.load(1);
    for (;;) {
      // Tabs do not indent: where a key may start they are no white space.
      while (cursor.byte() === 0x20 || (cursor.byte() === 0x09 && (this.inFlow || !this.mayStartKey))) cursor.next();
      cursor.skipComment();
      if (!cursor.isBreak()) return;
      cursor.nextLine();
      if (!this.inFlow) this.mayStartKey = true;
    }
  }

  private fetchEnd(): void {
    // The end is on a line of its own, so that nothing before it is still waiting for its colon.
    if (this.cursor.column !== 0) this.cursor.line++;
    this.unroll(-1);
    this.keys.remove();
    this.mayStartKey = false;
    this.ended = true;
    this.put('stream-end', this.cursor.offset);
  }

  private fetchDirective(): void {
    this.unroll(-1);
    this.keys.remove();
    this.mayStartKey = false;
    this.queue.push(scanDirective(this.cursor));
  }

  private fetchDocumentMarker(): void {
    const kind = this.cursor.byte() === 0x2d ? 'document-start' : 'document-end';
    this.unroll(-1);
    this.keys.remove();
    this.mayStartKey = false;
    this.putIndicator(kind, 3);
  }

  private fetchFlowIndicator(kind: FlowIndicator): void {
    const opens = kind === 'flow-sequence-start' || kind === 'flow-mapping-start';
    if (opens) {
      this.saveKey();
      this.keys.enter(this.taken + this.queue.length);
      if (this.keys.level > deepest) throw this.cursor.fail('brackets are nested too deeply');
    } else {
      this.keys.remove();
      if (kind !== 'flow-entry') this.keys.leave();
    }
    this.mayStartKey = opens || kind === 'flow-entry';
    this.putIndicator(kind);
  }

  private isBlockIndicator(character: string): character is '-' | '?' | ':' {
    if (character === '-') return this.cursor.isBlankOrEnd(1);
    return (character === '?' || character === ':') && (this.inFlow || this.cursor.isBlankOrEnd(1));
  }

  private fetchBlockIndicator(character: '-' | '?' | ':'): void {
    if (character === '-') this.fetchBlockEntry();
    else if (character === '?') this.fetchKey();
    else this.fetchValue();
  }

  private fetchBlockEntry(): void {
    if (!this.inFlow) {
      if (!this.mayStartKey) throw this.cursor.fail('a sequence entry is not allowed here');
      this.roll(this.cursor.mark(), 'block-sequence-start');
    }
    this.keys.remove();
    this.mayStartKey = true;
    this.putIndicator('block-entry');
  }

  private fetchKey(): void {
    if (!this.inFlow) {
      if (!this.mayStartKey) throw this.cursor.fail('a mapping key is not allowed here');
      this.roll(this.cursor.mark(), 'block-mapping-start');
    }
    this.keys.remove();
    this.mayStartKey = !this.inFlow;
    this.putIndicator('key');
  }

  private fetchValue(): void {
    const key = this.keys.takeValid();
    if (key) {
      const { offset } = key.mark;
      // A token that was let go although it might have become a key: then its signs come too late.
      const at = key.token < this.taken ? this.queue.length : key.token - this.taken;
      this.queue.splice(at, 0, { kind: 'key', start: offset, end: offset });
      const before = key.token < this.taken ? this.queue.length : at;
      this.roll(key.mark, 'block-mapping-start', before);
      this.mayStartKey = false;
    } else {
      if (!this.inFlow) {
        if (!this.mayStartKey) throw this.cursor.fail('a mapping value is not allowed here');
        this.roll(this.cursor.mark(), 'block-mapping-start');
      }
      this.mayStartKey = !this.inFlow;
    }
    this.putIndicator('value');
  }

  private fetchProperty(character: '*' | '&' | '!'): void {
    this.saveKey();
    this.mayStartKey = false;
    const { cursor } = this;
    this.queue.push(character === '!' ? scanTag(cursor) : scanAnchor(cursor, character === '*' ? 'alias' : 'anchor'));
  }

  private fetchQuoted(character: "'" | '"'): void {
    this.saveKey();
    this.mayStartKey = false;
    const start = this.cursor.offset;
    const style = character === "'" ? 'single' : 'double';
    const value = scanQuotedScalar(this.cursor, style);
    this.queue.push({ kind: 'scalar', value, style, start, end: this.cursor.offset });
  }

  private fetchPlain(character: string): void {
    if (!this.mayStartPlain(character)) throw this.cursor.fail('a character that cannot start a value');
    this.saveKey();
    const start = this.cursor.offset;
    const { value, end, endsLine } = scanPlainScalar(this.cursor, this.indent + 1, this.inFlow);
    this.mayStartKey = endsLine;
    this.queue.push({ kind: 'scalar', value, style: 'plain', start, end });
  }

  private fetchBlockScalar(character: '|' | '>'): void {
    const start = this.cursor.offset;
    this.keys.remove();
    this.mayStartKey = true;
    const style = character === '|' ? 'literal' : 'folded';
    const { value, end } = scanBlockScalar(this.cursor, style, this.indent);
    this.queue.push({ kind: 'scalar', value, style, start, end });
  }

  private mayStartPlain(character: string): boolean {
    if (character === '-') return !this.cursor.isBlank(1);
    if (character === '?' || character === ':') return !this.inFlow && !this.cursor.isBlankOrEnd(1);
    return !'\t,[]{}#&*!|>\'"%@`'.includes(character);
  }

  private saveKey(): void {
    if (!this.mayStartKey) return;
    const required = !this.inFlow && this.indent === this.cursor.column;
    this.keys.save(this.taken + this.queue.length, required);
  }

  /** Opens a block collection where its first entry stands deeper than the collection around it. */
  private roll(mark: Mark, kind: BareTokenKind, at = this.queue.length): void {
    if (this.inFlow || this.indent >= mark.column) return;
    this.indents.push(this.indent);
    this.indent = mark.column;
    if (this.indents.length > deepest) throw this.cursor.fail('collections are nested too deeply');
    this.queue.splice(at, 0, { kind, start: mark.offset, end: mark.offset });
  }

  /** Closes the block collections that stand deeper than a column. */
  private unroll(column: number): void {
    if (this.inFlow) return;
    while (this.indent > column) {
      this.put('block-end', this.cursor.offset);
      this.indent = this.indents.pop() ?? -1;
    }
  }

  private putIndicator(kind: BareTokenKind, length = 1): void {
    const start = this.cursor.offset;
    for (let i = 0; i < length; i++) this.cursor.next();
    this.put(kind, start);
  }

  private put(kind: BareTokenKind, start: number): void {
    this.queue.push({ kind, start, end: this.cursor.offset });
  }
}

type FlowIndicator =
  | 'flow-sequence-start'
  | 'flow-sequence-end'
  | 'flow-mapping-start'
  | 'flow-mapping-end'
  | 'flow-entry';

const flowIndicators: ReadonlyMap<string, FlowIndicator> = new Map([
  ['[', 'flow-sequence-start'],
  [']', 'flow-sequence-end'],
  ['{', 'flow-mapping-start'],
  ['}', 'flow-mapping-end'],
  [',', 'flow-entry'],
]);
