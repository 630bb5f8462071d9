/** How cells stand out. */
export interface TableStyle {
  /** Gives a cell, padded already, its colour. */
  paint?(cell: string, column: number): string;
  bold?(title: string): string;
}

/** Lays rows out in columns, two blanks apart. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { paint = (cell) => cell, bold = (title) => title }: TableStyle = {},
): string {
  const widths = head.map((title, column) =>
    Math.max(...[title, ...rows.map((row) => row[column] ?? '')].map(widthOf)),
  );
  const line = (row: readonly string[], show: (cell: string, column: number) => string) => {
    const last = row.findLastIndex((cell) => cell !== '');
    const cells = row.slice(0, last + 1).map((cell, column) => {
      const pad = column === last ? '' : ' '.repeat((widths[column] ?? 0) - widthOf(cell));
      return `${show(cell, column)}${pad}`;
    });
    return `${cells.join('  ')}\n`;
  };
  return [line(head, bold), ...rows.map((row) => line(row, paint))].join('');
}

function widthOf(text: string): number {
  return [...text].length;
}
