import type { Bytes } from '../byte-string.ts';
import { YamlSyntaxError } from '../yaml-syntax-error.ts';
import type { YamlInput } from './input.ts';

const badCharacter = 'control character or invalid UTF-8';
// Go reads this much at a time, and complains of a bad character only once it has read that far.
const chunk = 512;

/** A place in the text, by which tokens are compared. Lines and columns count from 0, columns in characters. */
export interface Mark {
  readonly offset: number;
  /** Characters from the start of the text. */
  readonly index: number;
  readonly line: number;
  readonly column: number;
}

/** Walks through the text by characters and line breaks, as libyaml knows them. */
export class Cursor {
  readonly text: Bytes;
  offset: number;
  line = 0;
  /** Bytes that continue a character, up to here: what an offset has more than an index. */
  private continuation = 0;
  private lineIndex: number;
  private readonly firstBad: number;
  private readonly isCutOff: boolean;
  private loaded = 0;

  constructor({ text, start, firstBad, isCutOff }: YamlInput) {
    this.text = text;
    this.offset = start;
    this.lineIndex = start;
    this.firstBad = firstBad;
    this.isCutOff = isCutOff;
  }

  get index(): number {
    return this.offset - this.continuation;
  }

  get column(): number {
    return this.offset - this.continuation - this.lineIndex;
  }

  mark(): Mark {
    return { offset: this.offset, index: this.index, line: this.line, column: this.column };
  }

  /** The byte `ahead` of here; 0 at the end. */
  byte(ahead = 0): number {
    return this.text.charCodeAt(this.offset + ahead) || 0;
  }

  /** Refuses a bad character in what Go would have read by now, wanting that many characters. */
  load(ahead: number): void {
    const { firstBad } = this;
    if (firstBad === this.text.length) return;
    let end = this.offset;
    for (let i = 0; i < ahead; i++) end += widthOf(this.text.charCodeAt(end));
    while (this.loaded < end && this.loaded < this.text.length) this.loaded += chunk;
    // Half a character is only bad once nothing more can come.
    if (firstBad < (this.isCutOff ? end : this.loaded)) throw new YamlSyntaxError(badCharacter, firstBad);
  }

  /** Passes one character, which is no line break. */
  next(): void {
    const width = widthOf(this.byte());
    this.offset += width;
    this.continuation += width - 1;
  }

  /** Passes one line break, if there is one. */
  nextLine(): void {
    this.readBreak();
  }

  /** Passes a line break and gives what it means: CR, CR LF and NEL are LF; LS and PS stay. */
  readBreak(): string {
    const width = this.breakWidth();
    if (width === 0) return '';
    const kept = width === 3 ? this.text.slice(this.offset, this.offset + 3) : '\n';
    this.offset += width;
    // CR LF are two characters, the others one.
    if (this.text.charCodeAt(this.offset - width) >= 0x80) this.continuation += width - 1;
    this.line++;
    this.lineIndex = this.index;
    return kept;
  }

  private breakWidth(ahead = 0): 0 | 1 | 2 | 3 {
    const byte = this.byte(ahead);
    if (byte === 0x0a) return 1;
    if (byte === 0x0d) return this.byte(ahead + 1) === 0x0a ? 2 : 1;
    if (byte === 0xc2) return this.byte(ahead + 1) === 0x85 ? 2 : 0;
    if (byte !== 0xe2 || this.byte(ahead + 1) !== 0x80) return 0;
    return (this.byte(ahead + 2) & 0xfe) === 0xa8 ? 3 : 0;
  }

  isEnd(ahead = 0): boolean {
    return this.byte(ahead) === 0;
  }

  isBreak(ahead = 0): boolean {
    return this.breakWidth(ahead) > 0;
  }

  isBlank(ahead = 0): boolean {
    const byte = this.byte(ahead);
    return byte === 0x20 || byte === 0x09;
  }

  isBreakOrEnd(ahead = 0): boolean {
    return this.isEnd(ahead) || this.isBreak(ahead);
  }

  isBlankOrEnd(ahead = 0): boolean {
    return this.isBlank(ahead) || this.isBreakOrEnd(ahead);
  }

  /** Whether `---` or `...` stands here, alone, at the start of a line. */
  isDocumentMarker(): boolean {
    if (this.column !== 0) return false;
    const byte = this.byte();
    if (byte !== 0x2d && byte !== 0x2e) return false;
    return this.byte(1) === byte && this.byte(2) === byte && this.isBlankOrEnd(3);
  }

  /** Passes a run of ASCII characters at once, no line break among them; the pattern is sticky. */
  skipRun(pattern: RegExp): void {
    pattern.lastIndex = this.offset;
    if (pattern.test(this.text)) this.offset = pattern.lastIndex;
  }

  /** Passes the rest of the line. */
  skipLine(): void {
    this.skipRun(visible);
    while (!this.isBreakOrEnd()) {
      this.next();
      this.skipRun(visible);
    }
  }

  skipBlanks(): void {
    while (this.isBlank()) this.next();
  }

  skipComment(): void {
    if (this.byte() !== 0x23) return;
    this.skipLine();
  }

  /** An error to throw. Go names the line that has been reached, unless it is the first. */
  fail(reason: string, offset = this.offset): YamlSyntaxError {
    return new YamlSyntaxError(reason, offset, this.line === 0 ? 0 : this.line + 1);
  }
}

const visible = /[\t -~]+/y;

function widthOf(byte: number): number {
  if (!(byte >= 0xc0)) return 1;
  return byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}
