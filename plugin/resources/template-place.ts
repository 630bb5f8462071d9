import type { Place } from '../model/place.ts';
import { objectName, type Resource } from '../model/resource.ts';

/** The object that holds a template's text, and its field there. */
export interface TemplateHolder {
  readonly resource: Resource<unknown>;
  readonly field: string;
}

/**
 * Where something inside a template stands in its manifest.
 *
 * @remarks An engine counts lines and columns inside the text. Where the text is a literal block or stands on one line, they
 * become the manifest's own; elsewhere (folded or escaped text) the place is that of the field. It has no excerpt: text
 * between the actions may be a value.
 *
 * @param inside - Line and column in the text, from 1.
 * @param owner - The object whose template it is.
 * @param field - Its field, such as `spec.target.template.data["x"]`.
 * @param holder - Where the text stands, when that is another object (a ConfigMap).
 */
export function templatePlace(
  inside: Pick<Place, 'line' | 'column'> | undefined,
  owner: Resource<unknown>,
  field: string,
  holder: TemplateHolder = { resource: owner, field },
): Place {
  const { excerpt: _none, ...at } = holder.resource.place(holder.field);
  const found =
    inside?.line === undefined || at.line === undefined
      ? undefined
      : insideText(holder.resource, at.line, at.column ?? 1, inside.line, inside.column ?? 1);
  return { ...at, ...found, object: objectName(owner), field };
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
