/** One item of a list, by byte offsets. */
export interface Item {
  /** First byte of the item's own text, after the dash. */
  readonly start: number;
  readonly end: number;
  /** Column of `start`, from 0; absent in JSON, where it has no meaning. */
  readonly indent?: number;
}

interface Line {
  readonly start: number;
  readonly end: number;
  /** Column of the first character that is no space; -1 for a line without content. */
  readonly column: number;
}

/**
 * The items of a `List` or `ResourceList` in YAML's block style, or `undefined` when the document is none.
 *
 * @remarks
 * By indentation alone, so that ten thousand items cost a scan: a nested block, also the text of a
 * block scalar, always stands deeper than the dash of its item.
 *
 * @param text - The source as latin1.
 */
export function blockItems(text: string, start: number, end: number): readonly Item[] | undefined {
  const base = baseColumn(text, start, end);
  if (base === undefined || !isList(text, start, end, base)) return undefined;
  let items: Item[] | undefined;
  let open: { start: number; indent: number } | undefined;
  let dash = -1;
  for (const line of lines(text, start, end)) {
    if (line.column < 0) continue;
    const isDash = isDashLine(text, line);
    if (items === undefined) {
      // The last `items` of a document counts, but a doubled one is no list that anybody writes.
      if (line.column === base && /^["']?items["']?\s*:\s*(?:#.*)?$/.test(contentOf(text, line))) items = [];
      continue;
    }
    if (isDash && (dash < 0 ? line.column >= base : line.column === dash)) {
      dash = line.column;
      if (open !== undefined) items.push({ ...open, end: line.start });
      open = itemStart(text, line, end);
    } else if (line.column <= Math.max(base, dash)) {
      if (open !== undefined) items.push({ ...open, end: line.start });
      return items;
    }
  }
  if (open !== undefined) items?.push({ ...open, end });
  return items;
}

function isList(text: string, start: number, end: number, base: number): boolean {
  const kind = new RegExp(`^${' '.repeat(base)}["']?kind["']?\\s*:\\s*["']?[A-Za-z]*List["']?\\s*(?:#.*)?$`, 'm');
  return kind.test(text.slice(start, end));
}

function baseColumn(text: string, start: number, end: number): number | undefined {
  for (const line of lines(text, start, end)) {
    if (line.column >= 0 && !text.startsWith('---', line.start)) return line.column;
  }
  return undefined;
}

function* lines(text: string, start: number, end: number): Generator<Line> {
  let at = start;
  while (at < end) {
    const newline = text.indexOf('\n', at);
    const stop = newline < 0 || newline >= end ? end : newline + 1;
    let content = at;
    while (content < stop && text[content] === ' ') content += 1;
    const first = text[content] ?? '\n';
    const blank = content === stop || first === '\n' || first === '\r' || first === '#';
    yield { start: at, end: stop, column: blank ? -1 : content - at };
    at = stop;
  }
}

function contentOf(text: string, line: Line): string {
  return text.slice(line.start + line.column, line.end).trimEnd();
}

function isDashLine(text: string, line: Line): boolean {
  const at = line.start + line.column;
  return text[at] === '-' && (at + 1 >= line.end || ' \t\r\n'.includes(text[at + 1] as string));
}

/** Where an item's own text begins: behind the dash, or on the next line that has any. */
function itemStart(text: string, line: Line, end: number): { start: number; indent: number } {
  let at = line.start + line.column + 1;
  while (at < line.end && text[at] === ' ') at += 1;
  const first = text[at] ?? '\n';
  if (first !== '\n' && first !== '\r' && first !== '#' && at < line.end) return { start: at, indent: at - line.start };
  for (const next of lines(text, line.end, end)) {
    if (next.column > line.column) return { start: next.start + next.column, indent: next.column };
    if (next.column >= 0) break;
  }
  return { start: line.end, indent: 0 };
}
