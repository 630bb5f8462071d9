// Layout of JSON that may be broken. github.com/tidwall/pretty v1.2.1.

import { parseGoFloat, parseGoInt } from '../parse-number.ts';
import { deepest } from './deepest.ts';
import { isValidJson } from './is-valid-json.ts';
import { exists, isTrue, type Result, resultText } from './result.ts';
import { squashEnd } from './scan.ts';
import { members, parseValue } from './values.ts';

interface Layout {
  /** Up to here an array stays on one line. */
  readonly width: number;
  readonly prefix: string;
  readonly indent: string;
  readonly sortsKeys: boolean;
}

/** Puts each member on a line of its own; the argument is an object of options. */
export function prettyPrint(json: string, argument: string): string {
  const printer = new Printer(json, readLayout(argument));
  return printer.print();
}

/** Takes out all white space between values. */
export function uglify(json: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of them count as white space
  return json.replace(/("[^"\\]*(?:\\.[^"\\]*)*"?)|[\x00-\x20]+/gs, (_all, string: string | undefined) => string ?? '');
}

function readLayout(argument: string): Layout {
  let layout: Layout = { width: 80, prefix: '', indent: '  ', sortsKeys: false };
  const options = argument === '' ? undefined : parseValue(argument);
  if (!options || !exists(options)) return layout;
  for (const { key, value } of members(options)) {
    switch (resultText(key)) {
      case 'sortKeys':
        layout = { ...layout, sortsKeys: isTrue(value) };
        break;
      case 'indent':
        layout = { ...layout, indent: blanksOf(value) };
        break;
      case 'prefix':
        layout = { ...layout, prefix: blanksOf(value) };
        break;
      case 'width':
        layout = { ...layout, width: integerOf(value) };
    }
  }
  return layout;
}

function blanksOf(value: Result): string {
  return resultText(value).replace(/[^ \t\r\n]/g, '');
}

function integerOf(value: Result): number {
  if (value.type === 'True') return 1;
  const digits = /^-?[0-9]+$/;
  if (value.type === 'String') return digits.test(value.decoded) ? Number(BigInt.asIntN(64, BigInt(value.decoded))) : 0;
  if (value.type !== 'Number') return 0;
  if (Math.abs(value.number) <= Number.MAX_SAFE_INTEGER) return Math.trunc(value.number);
  return digits.test(value.raw)
    ? Number(BigInt.asIntN(64, BigInt(value.raw)))
    : Number(parseGoInt(String(value.number)).value);
}

/** Where a value ended, and whether it could be put on one line. */
interface Printed {
  readonly end: number;
  readonly fits: boolean;
}

/** How a value is printed: on lines of its own, at a depth, or in one line of at most so many characters (-1: no limit). */
interface Place {
  readonly isPretty: boolean;
  readonly depth: number;
  readonly limit: number;
}

class Printer {
  private readonly json: string;
  private readonly layout: Layout;
  private output = '';
  /** Where the current line of the output starts. */
  private lineStart = 0;

  constructor(json: string, layout: Layout) {
    this.json = json;
    this.layout = layout;
  }

  print(): string {
    this.output = this.layout.prefix;
    this.value(0, { isPretty: true, depth: 0, limit: -1 });
    return this.output === '' ? '' : `${this.output}\n`;
  }

  private value(from: number, place: Place): Printed {
    for (let at = from; at < this.json.length; at++) {
      const character = this.json.charAt(at);
      if (character === '"') return this.copy(at, stringEnd(this.json, at));
      if (isNumberStart(this.json, at)) return this.copy(at, numberEnd(this.json, at));
      if (character === '{' || character === '[') {
        if (place.depth > deepest) return this.copy(at, squashEnd(this.json, at));
        return this.collection(at, character, place);
      }
      const word = { t: 'true', f: 'false', n: 'null' }[character];
      if (word === undefined) continue;
      this.output += word;
      return { end: at + word.length, fits: true };
    }
    return { end: this.json.length, fits: true };
  }

  private copy(start: number, end: number): Printed {
    this.output += this.json.slice(start, end);
    return { end, fits: true };
  }

  private collection(at: number, open: '{' | '[', place: Place): Printed {
    if (this.layout.width > 0) {
      if (place.isPretty && open === '[' && place.limit === -1) {
        const line = this.onOneLine(at);
        if (line) return line;
      } else if (place.limit !== -1 && open === '{') return { end: at, fits: false };
    }
    return this.entries(at, open, place);
  }

  private onOneLine(at: number): Printed | undefined {
    const limit = this.layout.width - (this.output.length - this.lineStart);
    if (limit <= 3) return undefined;
    const before = this.output;
    const { lineStart } = this;
    const line = this.entries(at, '[', { isPretty: false, depth: 0, limit });
    this.lineStart = lineStart;
    if (line.fits && this.output.length - before.length <= limit) return line;
    this.output = before;
    return undefined;
  }

  private entries(start: number, open: '{' | '[', place: Place): Printed {
    const { json, layout } = this;
    const close = open === '{' ? '}' : ']';
    const pairs: Pair[] = [];
    let sorts = open === '{' && layout.sortsKeys;
    let count = 0;
    this.output += open;
    let at = start + 1;
    for (; at < json.length; at++) {
      const character = json.charAt(at);
      if (character <= ' ') continue;
      if (character === close) {
        if (place.isPretty) this.finish(open, place.depth, count, sorts ? pairs : []);
        this.output += close;
        return { end: at + 1, fits: open !== '{' };
      }
      if (open === '{' && character !== '"') continue;
      if (count > 0) this.output += layout.width !== -1 && open === '[' ? ', ' : ',';
      const from = place.isPretty ? this.newLine(place.depth + 1) : this.output.length;
      const key = open === '{' ? this.key(at, place.isPretty) : undefined;
      const printed = this.value(key?.end ?? at, { ...place, depth: place.depth + 1 });
      if (place.limit !== -1 && !printed.fits) return printed;
      if (sorts && place.isPretty && key) {
        if (at > key.end || from > this.output.length) sorts = false;
        else pairs.push({ key: json.slice(at, key.end), from, to: this.output.length });
      }
      at = printed.end - 1;
      count++;
    }
    return { end: at, fits: open !== '{' };
  }

  private key(at: number, isPretty: boolean): Printed {
    const key = this.copy(at, stringEnd(this.json, at));
    this.output += isPretty ? ': ' : ':';
    return key;
  }

  /** Begins a line, and gives where what belongs to it begins: before its indentation. */
  private newLine(depth: number): number {
    this.breakLine();
    const from = this.output.length;
    this.indent(depth);
    return from;
  }

  // A space before the break gives way to it.
  private breakLine(): void {
    this.lineStart = this.output.length;
    this.output = this.output.endsWith(' ') ? `${this.output.slice(0, -1)}\n` : `${this.output}\n`;
  }

  private indent(depth: number): void {
    this.output += this.layout.prefix + this.layout.indent.repeat(depth);
  }

  private finish(open: string, depth: number, count: number, pairs: readonly Pair[]): void {
    this.sort(pairs);
    if (count > 0) this.breakLine();
    if (!this.output.endsWith(open)) this.indent(depth);
  }

  private sort(pairs: readonly Pair[]): void {
    const first = pairs[0];
    if (!first) return;
    const lines = pairs.map((pair) => ({ pair, line: this.output.slice(pair.from, pair.to) }));
    const sorted = lines.toSorted((a, b) => comparePairs(a.pair.key, a.line, b.pair.key, b.line));
    if (sorted.every((each, index) => each === lines[index])) return;
    this.output = this.output.slice(0, first.from) + sorted.map((each) => each.line).join(',\n');
  }
}

interface Pair {
  readonly key: string;
  /** Where its line is in the output. */
  readonly from: number;
  readonly to: number;
}

function comparePairs(keyA: string, lineA: string, keyB: string, lineB: string): number {
  return compareJson(keyA, keyB) || compareJson(valueText(lineA, keyA), valueText(lineB, keyB));
}

function valueText(line: string, key: string): string {
  const trimmed = line.trim();
  return trimmed.length > key.length ? trimmed.slice(key.length + 1).trim() : trimmed;
}

const order = ['n', 'f', 'number', '"', 't', 'json'];

function compareJson(a: string, b: string): number {
  const kinds = [kindOf(a), kindOf(b)] as const;
  if (kinds[0] !== kinds[1]) return order.indexOf(kinds[0]) - order.indexOf(kinds[1]);
  if (kinds[0] === 'number') return parseGoFloat(a).value - parseGoFloat(b).value;
  const [left, right] = kinds[0] === '"' ? [stringOf(a), stringOf(b)] : [a, b];
  return left < right ? -1 : left > right ? 1 : 0;
}

function kindOf(text: string): string {
  const first = text.charAt(0);
  if (first === '') return 'n';
  if (first === '[' || first === '{') return 'json';
  return order.includes(first) ? first : 'number';
}

function stringOf(text: string): string {
  const plain = /^"([^"\\]*)"/.exec(text)?.[1];
  if (plain !== undefined) return plain;
  return isValidJson(text) ? resultText(parseValue(text)) : '';
}

function isNumberStart(json: string, at: number): boolean {
  const character = json.charAt(at);
  if (/[-+0-9iIN]/.test(character)) return true;
  return character === 'n' && at + 1 < json.length && json.charAt(at + 1) !== 'u';
}

function numberEnd(json: string, at: number): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of them count as white space
  const stop = /[\x00-\x20,:\]}]/g;
  stop.lastIndex = at + 1;
  return stop.exec(json)?.index ?? json.length;
}

function stringEnd(json: string, at: number): number {
  const string = /"[^"\\]*(?:\\.[^"\\]*)*"/sy;
  string.lastIndex = at;
  return string.test(json) ? string.lastIndex : json.length;
}
