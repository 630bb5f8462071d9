import type { ExternalSecret, SourceRef, StoreRef } from '../model/external-secret.ts';
import { showObject } from '../model/place.ts';
import { objectName } from '../model/resource.ts';
import type { Rendered } from '../model/secret.ts';
import { type Style, styleOf } from './style.ts';
import { table } from './table.ts';

const head = ['SECRET', 'TYPE', 'KEYS', 'BYTES', 'STORE', 'FROM', 'AT'];
const keysColumn = 2;

/**
 * The table of what a run made: one row an ExternalSecret, no value in it.
 *
 * @param columns - Width of the screen: where the names of the keys do not fit, their number stands, and where the rows do
 *   not, each becomes a few lines.
 */
export function summary(
  rendered: readonly Rendered[],
  {
    style = styleOf(false),
    columns = Number.POSITIVE_INFINITY,
  }: { readonly style?: Style; readonly columns?: number } = {},
): string {
  if (rendered.length === 0) return 'no ExternalSecret in the input\n';
  const rows = rendered.map(row);
  for (const each of [rows, rows.map(counted)]) {
    const width = Math.max(
      ...table(head, each)
        .split('\n')
        .map((line) => line.length),
    );
    if (width <= columns) return table(head, each, { paint: paintedBy(style), bold: style.bold });
  }
  return rows.map((each) => listed(each, style, columns)).join('');
}

function paintedBy(style: Style) {
  return (cell: string, column: number) =>
    column === 0 && /^\((?:nothing|left as it is)\)/.test(cell) ? style.yellow(cell) : cell;
}

/** One row below another, for a narrow screen. */
function listed(cells: readonly string[], style: Style, columns: number): string {
  const [secret = '', ...others] = cells;
  const lines = others.flatMap((cell, index) => {
    const title = (head[index + 1] ?? '').toLowerCase().padEnd(6);
    const room = Math.max(columns - title.length - 4, 8);
    return cell === '' ? [] : [`  ${style.dim(title)} ${cell.length > room ? `${cell.slice(0, room - 1)}…` : cell}\n`];
  });
  return `${style.bold(secret)}\n${lines.join('')}`;
}

function row(result: Rendered): readonly string[] {
  const { from } = result;
  const { file, line } = from.place();
  const origin = [sourcesOf(from), showObject(objectName(from)), line === undefined ? file : `${file}:${line}`];
  switch (result.form) {
    case 'secret': {
      const bytes = [...result.data.values()].reduce((sum, value) => sum + value.length, 0);
      const name = result.namespace === undefined ? result.name : `${result.namespace}/${result.name}`;
      return [name, result.type, [...result.data.keys()].sort().join(','), String(bytes), ...origin];
    }
    case 'object': {
      const { kind = '', apiVersion = '' } = from.spec.target.manifest ?? {};
      return [`${kind} ${from.spec.target.name ?? from.metadata.name}`, apiVersion, '', '', ...origin];
    }
    default:
      return [result.form === 'nothing' ? '(nothing)' : '(left as it is)', result.why, '', '', ...origin];
  }
}

function counted(cells: readonly string[]): readonly string[] {
  const keys = (cells[keysColumn] ?? '').split(',').filter((key) => key !== '').length;
  return cells.map((cell, column) =>
    column !== keysColumn || keys === 0 ? cell : `${keys} ${keys === 1 ? 'key' : 'keys'}`,
  );
}

/** The stores and generators that an ExternalSecret reads from, each once. */
function sourcesOf({ spec }: ExternalSecret): string {
  const entries = [...(spec.dataFrom ?? []), ...(spec.data ?? [])];
  return [...new Set(entries.map(({ sourceRef }) => sourceOf(sourceRef, spec.secretStoreRef)))].join(',');
}

function sourceOf(sourceRef: SourceRef | undefined, own: StoreRef | undefined): string {
  const { generatorRef, storeRef } = sourceRef ?? {};
  return generatorRef === undefined
    ? (storeRef?.name ?? own?.name ?? '?')
    : `${generatorRef.kind}/${generatorRef.name}`;
}
