import { documentError } from '../../errors/document.ts';
import type { Bytes } from '../../go/byte-string.ts';
import { YamlSyntaxError } from '../../go/yaml-syntax-error.ts';
import { readYaml, type YamlDocument } from '../../go/yaml11.ts';
import type { DocumentRange, JsonObject, ParsedDocument } from '../../model/document.ts';
import type { Place } from '../../model/place.ts';
import { parseFieldPath } from '../../resources/parse-field-path.ts';
import { type Excerpts, excerptsOf, excerptsOfBroken } from './excerpt.ts';
import { hiddenText } from './hidden-text.ts';

// Finding a line takes time that grows with the document.
const mostDuplicates = 20;

/**
 * Reads a document as kubectl does.
 *
 * @returns `undefined` when it is no mapping, and so no Kubernetes object.
 * @throws ManifestError `YAML_SYNTAX`, or `YAML_HIDDEN` where Kubernetes would not see all of it.
 */
export function parseDocument(range: DocumentRange): ParsedDocument | undefined {
  // The first line of a list's item stands behind a dash: as many blanks make its columns true.
  const pad = range.syntax === 'yaml' ? (range.indent ?? 0) : 0;
  const bytes = range.source.bytes.toString('latin1', range.start, range.end);
  const text = (' '.repeat(pad) + bytes) as Bytes;
  const document = read(text, (offset) => placeAt(range, text, offset, excerptsOfBroken(text)));
  const excerpts = excerptsOf(text, document);
  const place = (offset: number): Place => placeAt(range, text, offset, excerpts);
  const { value } = document;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const hidden = hiddenText(text);
  if (hidden !== undefined) throw documentError('YAML_HIDDEN', { marker: hidden.marker }, place(hidden.offset));
  return {
    range,
    value: value as JsonObject,
    duplicates: document.duplicates
      .filter(({ isMerged }) => !isMerged)
      .slice(0, mostDuplicates)
      .map(({ key, offset }) => ({ key, place: place(offset) })),
    place: (field = '', part) => ({ ...place(offsetOf(document, field, part)), ...(field === '' ? {} : { field }) }),
  };
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

function placeAt(range: DocumentRange, text: string, offset: number, excerpts: Excerpts): Place {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  const newlines = before.split('\n').length - 1;
  const column = [...Buffer.from(before.slice(lineStart), 'latin1').toString('utf8')].length + 1;
  const shift = newlines === 0 && (range.indent ?? 0) === 0 ? columnOf(range) : 0;
  return {
    file: range.source.name,
    line: range.line + newlines,
    column: column + shift,
    excerpt: () => excerpts.at(offset),
  };
}

/** Characters before the range on its first line: JSON in a row may begin anywhere. */
function columnOf({ source, start }: DocumentRange): number {
  const lineStart = source.bytes.lastIndexOf(10, start - 1) + 1;
  if (start === 0 || lineStart >= start) return 0;
  return [...source.bytes.toString('utf8', lineStart, start)].length;
}
