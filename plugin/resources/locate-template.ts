import type { EsrError } from '../errors/esr-error.ts';
import { objectName, type Resource } from '../model/resource.ts';

/**
 * Moves a template's error to where the template stands in its manifest.
 *
 * @remarks The engine counts lines and columns inside the text. Where the text is a literal block or stands on one line,
 * they become the manifest's own; elsewhere (folded or escaped text) the place is that of the field.
 *
 * @param error - Thrown by an engine.
 * @param owner - The object whose template it is, for the error.
 * @param field - Its field, such as `spec.target.template.data["x"]`.
 * @param holder - The object that holds the text, and its field there, when that is another one (a ConfigMap).
 */
export function locateTemplate(
  error: EsrError,
  owner: Resource<unknown>,
  field: string,
  holder: { readonly resource: Resource<unknown>; readonly field: string } = { resource: owner, field },
): EsrError {
  // Lines of templates are not shown: text between the actions may be a value.
  const { excerpt: _none, ...at } = holder.resource.place(holder.field);
  const inside = error.place;
  const found =
    inside?.line === undefined || at.line === undefined
      ? undefined
      : insideText(holder.resource, at.line, at.column ?? 1, inside.line, inside.column ?? 1);
  return error.at({ ...at, ...found, object: objectName(owner), field });
}

function insideText(
  resource: Resource<unknown>,
  line: number,
  column: number,
  textLine: number,
  textColumn: number,
): { readonly line: number; readonly column: number } | undefined {
  const range = resource.document?.range;
  if (range === undefined) return undefined;
  const lines = range.source.bytes.toString('utf8').split(/\r?\n/);
  const header = (lines[line - 1] ?? '').slice(column - 1);
  if (/^(?:[^|>]*:\s+)?(?:[&!]\S+\s+)*\|[-+0-9]*\s*(?:#.*)?$/.test(header)) {
    const first = lines.slice(line).find((text) => text.trim() !== '') ?? '';
    return { line: line + textLine, column: indentOf(first) + textColumn };
  }
  // One line, nothing escaped: the text begins at the value, after its quote.
  const start = /^(?:["']?[^"':]*["']?:\s+)?(["']?)/.exec(header);
  if (textLine > 1 || start === null || /\\|''/.test(header)) return undefined;
  return { line, column: column + start[0].length + textColumn - 1 };
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}
