import { jsonExtent } from './json-extent.ts';
import { jsonRow } from './json-row.ts';
import { skipSpace } from './skip-space.ts';

/** A stretch of a stream that holds one document. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
  readonly syntax: 'yaml' | 'json';
  /** One of the JSON values in a row at the start. */
  readonly inRow?: true;
}

const BOM = '\u00ef\u00bb\u00bf'; // U+FEFF in UTF-8, a character a byte

/**
 * Cuts a stream into documents as Kubernetes' decoder does.
 *
 * @remarks
 * k8s.io/apimachinery `util/yaml`, `YAMLOrJSONDecoder`: a stream that begins with `{` is read as JSON values in a row
 * until something else comes, and never again after that; `YAMLReader` takes a line of `---` followed by nothing but
 * blanks or a comment as the boundary. Stretches of blanks, comments and directives hold no document and are left out.
 *
 * @param text - The bytes as latin1: offsets are byte offsets.
 */
export function chunks(text: string): Chunk[] {
  const found: Chunk[] = jsonRow(text).map((stretch) => ({ ...stretch, syntax: 'json', inRow: true }));
  // Behind a byte order mark the decoder does not see the brace, and reads YAML.
  let at = found.at(-1)?.end ?? (text.startsWith(BOM) ? BOM.length : 0);
  for (;;) {
    const separator = nextSeparator(text, at);
    const end = separator?.start ?? text.length;
    const start = contentStart(text, at, end);
    if (start < end) found.push(jsonChunk(text, start, end) ?? { start, end, syntax: 'yaml' });
    if (separator === undefined) return found;
    at = separator.end;
  }
}

interface Separator {
  readonly start: number;
  readonly end: number;
}

function nextSeparator(text: string, from: number): Separator | undefined {
  if (from === 0 && /^---[ \t\v\f]*(?:#[^\r\n]*)?\r?(?:\n|$)/.test(text)) return { start: 0, end: lineAfter(text, 0) };
  const pattern = /\n---[ \t\v\f]*(?:#[^\r\n]*)?\r?(?=\n|$)/g;
  pattern.lastIndex = Math.max(from - 1, 0);
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const start = match.index + 1;
  return { start, end: lineAfter(text, start) };
}

/** Skips lines that hold no content: blank ones, comments, directives, `...`. */
function contentStart(text: string, from: number, end: number): number {
  let at = text.startsWith(BOM, from) ? from + BOM.length : from;
  while (at < end) {
    if (isLetter(text.charCodeAt(at))) return at;
    const stop = lineAfter(text, at);
    const line = text.slice(at, Math.min(stop, end));
    if (!/^(?:[ \t]*(?:#[^\r\n]*)?|%[^\r\n]*|\.\.\.[ \t]*(?:#[^\r\n]*)?)\r?\n?$/.test(line)) return at;
    at = stop;
  }
  return end;
}

function isLetter(code: number): boolean {
  return (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
}

function lineAfter(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 ? text.length : newline + 1;
}

/** The chunk as JSON, cut to its braces, where it is nothing but one JSON value; behind a list comments may stand too. */
function jsonChunk(text: string, from: number, end: number): Chunk | undefined {
  const start = skipSpace(text, from);
  if (text[start] !== '{') return undefined;
  const stop = jsonExtent(text, start, end);
  if (stop === undefined) return undefined;
  const isList = () => /"kind"\s*:\s*"[A-Za-z]*List"/.test(text.slice(start, stop));
  const isAll = skipSpace(text, stop) >= end || (contentStart(text, stop, end) >= end && isList());
  return isAll ? { start, end: stop, syntax: 'json' } : undefined;
}
