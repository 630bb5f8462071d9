import type { YamlDocument } from '../../go/yaml11.ts';
import type { JsonObject } from '../../model/document.ts';
import type { Excerpt } from '../../model/place.ts';
import { sensitivePaths } from '../../resources/sensitive-paths.ts';

// A longer line is no help to anybody, and a document may be one line.
const longest = 200;

interface Bounds {
  readonly start: number;
  readonly end: number;
}

/** Shows lines of one document: those on which no value can stand. */
export interface Excerpts {
  /** The line of a byte of the document's text. */
  at(offset: number): Excerpt | undefined;
}

/** Makes the excerpts of a document that was read. What may be shown is found out when a line is first asked for. */
export function excerptsOf(text: string, document: YamlDocument): Excerpts {
  let hidden: readonly Bounds[] | undefined;
  return {
    at(offset) {
      hidden ??= hiddenIn(document, text);
      const line = lineAround(text, offset);
      return hidden.some(({ start, end }) => start < line.end && end > line.start)
        ? undefined
        : shown(text, line, offset);
    },
  };
}

/** Makes the excerpts of a text that could not be read, and so may hold anything: only what is plainly an ExternalSecret without a template. */
export function excerptsOfBroken(text: string): Excerpts {
  const isPlain =
    /^kind: (?:Cluster)?ExternalSecret\s*$/m.test(text) &&
    !/template|literal|annotations|labels|data:\s*\{|[Vv]alue/.test(text);
  return { at: (offset) => (isPlain ? shown(text, lineAround(text, offset), offset) : undefined) };
}

function hiddenIn(document: YamlDocument, text: string): readonly Bounds[] {
  // Of a key that is there twice only the last one is in the data; nobody looked at the other.
  const isWhole = document.duplicates.every(({ isMerged }) => isMerged);
  const paths = isWhole ? sensitivePaths(document.value as JsonObject) : undefined;
  return paths === undefined ? [{ start: 0, end: text.length + 1 }] : paths.map((path) => document.locate(path).value);
}

function lineAround(text: string, offset: number): Bounds {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return { start, end: end < 0 ? text.length : end };
}

function shown(text: string, { start, end }: Bounds, offset: number): Excerpt | undefined {
  // A comment may say anything.
  const line = text
    .slice(start, end)
    .replace(/(?<=\s)#.*$/, '')
    .trimEnd();
  if (line.trim() === '' || line.length > longest || line.startsWith('#')) return undefined;
  return { line: decoded(line), at: decoded(text.slice(start, offset)).length };
}

function decoded(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
