import { documentError } from '../../errors/document.ts';
import type { Bytes } from '../../go/byte-string.ts';
import { YamlSyntaxError } from '../../go/yaml-syntax-error.ts';
import { readYaml, type YamlDocument } from '../../go/yaml11.ts';
import type { DocumentRange, JsonObject, ParsedDocument } from '../../model/document.ts';
import type { Place } from '../../model/place.ts';
import { parseFieldPath } from '../../resources/parse-field-path.ts';
import { type Excerpts, excerptsOf, excerptsOfBroken } from './excerpt.ts';
import { hiddenText } from './hidden-text.ts';
import { LineIndex } from './line-index.ts';

// Finding a line takes time that grows with the document.
const mostDuplicates = 20;

/**
 * Reads a document as kubectl does.
 *
 * @returns `undefined` when it is no mapping, and so no Kubernetes object.
 * @throws ManifestError `YAML_SYNTAX`, or `YAML_HIDDEN` where Kubernetes would not see all of it.
 */
export function parseDocument(range: DocumentRange): ParsedDocument | undefined {
  const text = textOf(range);
  const { value, duplicates } = read(text, (offset) => placeFinder(range, text, excerptsOfBroken(text))(offset));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const places = placesOf(range);
  const hidden = hiddenText(text);
  if (hidden !== undefined) throw documentError('YAML_HIDDEN', { marker: hidden.marker }, places().at(hidden.offset));
  return {
    range,
    value: value as JsonObject,
    duplicates: duplicates
      .filter(({ isMerged }) => !isMerged)
      .slice(0, mostDuplicates)
      .map(({ key, offset }) => ({ key, place: places().at(offset) })),
    place: (field = '', part) => ({ ...places().of(field, part), ...(field === '' ? {} : { field }) }),
  };
}

interface Places {
  at(offset: number): Place;
  of(field: string, part?: 'key'): Place;
}

/**
 * Finds places in a document, which is read again for the first of them: most documents are never asked for one, and what
 * is needed to find them takes ten times the memory of the values.
 */
function placesOf(range: DocumentRange): () => Places {
  let places: Places | undefined;
  return () => {
    if (places !== undefined) return places;
    const text = textOf(range);
    const document = readYaml(text, { jsonFirst: true });
    const at = placeFinder(range, text, excerptsOf(text, document));
    places = { at, of: (field, part) => at(offsetOf(document, field, part)) };
    return places;
  };
}

function textOf({ source, start, end, syntax, indent = 0 }: DocumentRange): Bytes {
  // The first line of a list's item stands behind a dash: as many blanks make its columns true.
  const pad = syntax === 'yaml' ? indent : 0;
  return (' '.repeat(pad) + source.bytes.toString('latin1', start, end)) as Bytes;
}

function read(text: Bytes, place: (offset: number) => Place): YamlDocument {
  try {
    return readYaml(text, { jsonFirst: true });
  } catch (error) {
    if (!(error instanceof YamlSyntaxError)) throw error;
    const looksTemplated = /\{\{.*\}\}/.test(text);
    throw documentError('YAML_SYNTAX', { reason: error.reason, looksTemplated }, place(error.offset));
  }
}

/** A scalar is pointed at itself; a mapping or list, and what is nearest to a field that is not there, at its key. */
function offsetOf(document: YamlDocument, field: string, part?: 'key'): number {
  const path = parseFieldPath(field);
  const found = document.locate(path);
  const isText = found.steps === path.length && (found.kind === 'scalar' || found.kind === 'alias');
  if (isText && part !== 'key' && found.value.end > found.value.start) return found.value.start;
  return found.key?.start ?? found.value.start;
}

/** Gives the places of a document's text. */
function placeFinder(range: DocumentRange, text: string, excerpts: Excerpts): (offset: number) => Place {
  const { source, start, end } = range;
  const lines = new LineIndex(source.bytes.subarray(start, end));
  const pad = text.length - (end - start);
  return (offset) => {
    const line = lines.lineAt(Math.max(offset - pad, 0));
    const lineStart = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
    const column = [...Buffer.from(text.slice(lineStart, offset), 'latin1').toString('utf8')].length + 1;
    const shift = line === 1 && (range.indent ?? 0) === 0 ? columnOf(range) : 0;
    return {
      file: source.name,
      line: range.line + line - 1,
      column: column + shift,
      excerpt: () => excerpts.at(offset),
    };
  };
}

/** Characters before the range on its first line: JSON in a row may begin anywhere. */
function columnOf({ source, start }: DocumentRange): number {
  const lineStart = source.bytes.lastIndexOf(10, start - 1) + 1;
  if (start === 0 || lineStart >= start) return 0;
  return [...source.bytes.toString('utf8', lineStart, start)].length;
}
