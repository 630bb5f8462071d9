import { printable } from './screen/printable.ts';

/** Places as the last column of a table. */
export interface PlaceColumn {
  readonly title: string;
  readonly cells: readonly string[];
  /** A line below the table; empty where the column says all. */
  readonly note: string;
}

interface Spot {
  readonly file?: string;
  readonly line?: number | undefined;
}

/**
 * Makes the column. Where all lines are those of one command's output (`kustomize build …`) the command is named once, below
 * the table.
 */
export function placeColumn(spots: readonly Spot[]): PlaceColumn {
  const [first] = spots;
  const command = first?.file;
  const isOutput = command?.includes(' ') === true;
  if (isOutput && spots.every(({ file, line }) => file === command && line !== undefined)) {
    return { title: 'LINE', cells: spots.map(({ line }) => `${line}`), note: `lines of: ${printable(command)}\n` };
  }
  const cells = spots.map(({ file, line }) =>
    file === undefined ? '-' : line === undefined ? file : `${file}:${line}`,
  );
  return { title: 'AT', cells, note: '' };
}
