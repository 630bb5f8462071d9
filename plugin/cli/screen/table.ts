import { displayWidth } from './display-width.ts';
import { printable } from './printable.ts';
import { shorten } from './shorten.ts';
import { type Style, styleOf } from './style.ts';
import { wrap } from './wrap.ts';

type Row = readonly string[];

/** How a table looks, and what gives way where it is wider than the screen. */
export interface TableOptions {
  readonly style?: Style;
  /** Gives a cell its colour. */
  paint?(cell: string, column: number): string;
  /** Columns whose cells may lose their middle, but not what tells them apart: places. */
  readonly shortened?: readonly number[];
  /** The rows in fewer words. */
  readonly inShort?: readonly Row[];
}

/** A cell that loses its middle keeps so much. */
const leastWidth = 16;
const gap = '  ';

/**
 * Lays rows out in columns, two blanks apart; a column in which nothing stands is left out. Where they do not fit the
 * screen cells are shortened, and where that is not enough each row becomes a few lines.
 */
export function table(head: Row, rows: readonly Row[], options: TableOptions = {}): string {
  const { style = styleOf(false), shortened = [], inShort } = options;
  const used = head.map((_, column) => rows.length === 0 || rows.some((row) => (row[column] ?? '') !== ''));
  const shown = rows.map((row) => row.map(printable));
  for (const each of [shown, ...(inShort === undefined ? [] : [inShort.map((row) => row.map(printable))])]) {
    const widths = fitted(naturalWidths(head, each, used), shortened, style.columns);
    if (widths !== undefined) return inColumns(head, each, widths, options, style);
  }
  return stacked(head, shown, options, style);
}

/** The width of each column; `undefined` for one that is left out. */
type Widths = readonly (number | undefined)[];

function naturalWidths(head: Row, rows: readonly Row[], used: readonly boolean[]): Widths {
  return head.map((title, column) =>
    used[column] === true ? Math.max(...[title, ...rows.map((row) => row[column] ?? '')].map(displayWidth)) : undefined,
  );
}

/** The widths with as much taken from the widest as it takes; nothing where that would be too much. */
function fitted(natural: Widths, shortened: readonly number[], columns: number): Widths | undefined {
  const widths = [...natural];
  const isTooWide = () => {
    const all = widths.filter((width) => width !== undefined);
    return all.reduce((sum, width) => sum + width, 0) + gap.length * (all.length - 1) > columns;
  };
  while (isTooWide()) {
    const [widest] = shortened
      .filter((column) => (widths[column] ?? 0) > leastWidth)
      .sort((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0));
    if (widest === undefined) return undefined;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function inColumns(head: Row, rows: readonly Row[], widths: Widths, options: TableOptions, style: Style): string {
  const paint = (cell: string, column: number) => options.paint?.(cell, column) ?? cell;
  const line = (row: Row, show: (cell: string, column: number) => string) => {
    const last = row.findLastIndex((cell) => cell !== '');
    const cells = row.slice(0, last + 1).flatMap((full, column) => {
      const width = widths[column];
      if (width === undefined) return [];
      const cell = shorten(full, width);
      return `${show(cell, column)}${column === last ? '' : ' '.repeat(width - displayWidth(cell))}`;
    });
    return `${cells.join(gap)}\n`;
  };
  return [line(head, style.bold), ...rows.map((row) => line(row, paint))].join('');
}

/** Rows one below another, for a narrow screen. Those of one thing stand together. */
function stacked(head: Row, rows: readonly Row[], options: TableOptions, style: Style): string {
  const isSame = (row: Row, index: number) => index > 0 && row[0] === rows[index - 1]?.[0];
  const mark = rows.some(isSame) ? '  - ' : '  ';
  const blocks = rows.map((row, index) => {
    const [name = '', ...others] = row;
    const facts = others.flatMap((cell, at) => {
      const painted = options.paint?.(cell, at + 1) ?? cell;
      return cell === '' ? [] : [`${style.dim(`${(head[at + 1] ?? '').toLowerCase()}:`)} ${painted}`];
    });
    const title = isSame(row, index) ? [] : [wrap(style.bold(options.paint?.(name, 0) ?? name), style.columns)];
    return [...title, ...inLines(facts, mark, style.columns)];
  });
  return `${blocks.flat().join('\n')}\n`;
}

/** As many facts on a line as fit. */
function inLines(facts: readonly string[], mark: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const fact of facts) {
    const longer = `${lines.at(-1)}   ${fact}`;
    if (lines.length > 0 && displayWidth(longer) <= columns) lines[lines.length - 1] = longer;
    else lines.push(wrap(`${lines.length === 0 ? mark : ' '.repeat(mark.length)}${fact}`, columns, '      '));
  }
  return lines;
}
