// Which documents kubectl and Argo CD find in a stream, as apimachinery's pkg/util/yaml decoder.go reads it: the cases judge
// this reading, and the split stage is held against it where kubectl reads the whole stream.

import type { Bytes } from '../../../plugin/go/byte-string.ts';
import { decodeRune } from '../../../plugin/go/decode-rune.ts';
import { isSpace } from '../../../plugin/go/is-space.ts';
import { JsonScanner } from '../../../plugin/go/json-scanner.ts';
import { JsonSyntaxError } from '../../../plugin/go/json-syntax-error.ts';
import { YamlSyntaxError } from '../../../plugin/go/yaml-syntax-error.ts';

/** One document's bytes in a stream; `end` is exclusive. Lines that only separate belong to none. */
export interface StreamPart {
  readonly start: number;
  readonly end: number;
  /** `json`: the text is one JSON value. `yaml`: it is to be read as YAML, whatever it looks like. */
  readonly syntax: 'yaml' | 'json';
}

/** What could be told apart, and where it went wrong. */
export interface StreamParts {
  readonly parts: readonly StreamPart[];
  /** The stream cannot be divided further from here. */
  readonly problem?: YamlSyntaxError;
}

/**
 * Divides a stream into documents as kubectl does.
 *
 * @remarks
 * A stream that begins with `{` is a row of JSON values with nothing between them but spaces; at the first thing that is
 * no JSON it turns into YAML, unless two values have been read already. YAML is divided at lines that begin with `---`,
 * after which only a comment may follow. A `...` divides nothing: what comes after it is lost. The first separator belongs
 * to the document after it when nothing is before it.
 */
export function splitStream(stream: Bytes): StreamParts {
  if (!beginsLikeJson(stream)) return splitYaml(stream, 0);
  const { parts, end, isDone } = splitJson(stream);
  if (isDone) return { parts };
  const problem = new YamlSyntaxError('neither JSON nor YAML', end);
  if (parts.length > 1) return { parts, problem };
  const start = skipWhiteSpace(stream, end);
  if (start === undefined) return { parts, problem };
  const rest = splitYaml(stream, start);
  return { ...rest, parts: [...parts, ...rest.parts] };
}

/** Divides a stream at its separator lines alone, as `NewYAMLReader` does. */
export function splitYaml(stream: Bytes, from: number): StreamParts {
  const parts: StreamPart[] = [];
  for (let start = from; start < stream.length; ) {
    const first = separatorFrom(stream, start);
    // A separator with nothing before it stays with what follows.
    const separator = first?.start === start ? separatorFrom(stream, first.end) : first;
    for (const line of [first, separator]) {
      if (line?.hasText) return { parts, problem: new YamlSyntaxError('text after "---"', line.start) };
    }
    parts.push({ start, end: separator?.start ?? stream.length, syntax: 'yaml' });
    start = separator?.end ?? stream.length;
  }
  return { parts };
}

/** The text of a part as Go's readers see it: LF only, and one at the end. Parsers need not care for the former. */
export function partText(stream: Bytes, { start, end, syntax }: StreamPart): Bytes {
  const text = stream.slice(start, end);
  if (syntax === 'json') return text as Bytes;
  const lines = text.includes('\r') ? text.replaceAll('\r\n', '\n') : text;
  return (lines.endsWith('\n') ? lines : `${lines}\n`) as Bytes;
}

interface Separator {
  readonly start: number;
  readonly end: number;
  readonly hasText: boolean;
}

function separatorFrom(stream: Bytes, from: number): Separator | undefined {
  let start = from;
  if (!stream.startsWith('---', from)) {
    const found = stream.indexOf('\n---', from);
    if (found < 0) return undefined;
    start = found + 1;
  }
  const newline = stream.indexOf('\n', start);
  const end = newline < 0 ? stream.length : newline + 1;
  const rest = firstVisible(stream, start + 3, end);
  return { start, end, hasText: rest !== undefined && rest !== '#' };
}

function firstVisible(stream: Bytes, from: number, end: number): string | undefined {
  for (let at = from; at < end; ) {
    const { code, width } = decodeRune(stream, at);
    if (!isSpace(code)) return stream.charAt(at);
    at += width;
  }
  return undefined;
}

const looksAhead = 4096;

function beginsLikeJson(stream: Bytes): boolean {
  return firstVisible(stream, 0, Math.min(stream.length, looksAhead)) === '{';
}

function splitJson(stream: Bytes): { readonly parts: StreamPart[]; readonly end: number; readonly isDone: boolean } {
  const parts: StreamPart[] = [];
  const scanner = new JsonScanner(stream);
  let end = 0;
  try {
    for (;;) {
      scanner.skipSpaces();
      if (scanner.offset === stream.length) return { parts, end, isDone: true };
      const start = scanner.offset;
      scanner.skipValue();
      end = scanner.offset;
      parts.push({ start, end, syntax: 'json' });
    }
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    return { parts, end, isDone: false };
  }
}

/** White space up to and with the first line feed. Go gives up where fewer than four bytes are left. */
function skipWhiteSpace(stream: Bytes, from: number): number | undefined {
  for (let at = from; at + 4 <= stream.length; ) {
    const { code, width } = decodeRune(stream.slice(at, at + 4), 0);
    if (code === 0xfffd) return undefined;
    if (!isSpace(code)) return at;
    at += width;
    if (code === 0x0a) return at;
  }
  return undefined;
}
