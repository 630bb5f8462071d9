import type { ExternalSecret, SourceRef, StoreRef } from '../model/external-secret.ts';
import { showObject } from '../model/place.ts';
import { objectName } from '../model/resource.ts';
import type { Rendered } from '../model/secret.ts';
import { placeColumn } from './place-column.ts';
import { type Style, styleOf } from './screen/style.ts';
import { table } from './screen/table.ts';

const head = ['SECRET', 'TYPE', 'KEYS', 'BYTES', 'STORE', 'FROM'];
const keysColumn = 2;

/**
 * The table of what a run made: one row an ExternalSecret, no value in it. Where the names of the keys do not fit the screen
 * their number stands.
 */
export function summary(rendered: readonly Rendered[], style: Style = styleOf(false)): string {
  if (rendered.length === 0) return 'no ExternalSecret in the input\n';
  const { title, cells, note } = placeColumn(rendered.map(({ from }) => from.place()));
  const rows = rendered.map((each, index) => [...row(each), cells[index] ?? '']);
  const paint = (cell: string, column: number) =>
    column === 0 && /^\((?:nothing|left as it is)\)/.test(cell) ? style.magenta(cell) : cell;
  const options = { style, paint, shortened: [head.length], inShort: rows.map(counted) };
  return `${table([...head, title], rows, options)}${style.dim(note)}`;
}

function row(result: Rendered): readonly string[] {
  const { from } = result;
  const own = objectName(from);
  switch (result.form) {
    case 'secret': {
      const bytes = [...result.data.values()].reduce((sum, value) => sum + value.length, 0);
      const name = qualified(result);
      const keys = [...result.data.keys()].sort().join(',');
      // Most have the name of their ExternalSecret.
      const origin = from.kind === 'ExternalSecret' && qualified(own) === name ? '' : showObject(own);
      return [name, shortType(result.type), keys, String(bytes), sourcesOf(from), origin];
    }
    case 'object': {
      const { kind = '', apiVersion = '' } = from.spec.target.manifest ?? {};
      return [
        `${kind} ${from.spec.target.name ?? from.metadata.name}`,
        apiVersion,
        '',
        '',
        sourcesOf(from),
        showObject(own),
      ];
    }
    default:
      return [
        result.form === 'nothing' ? '(nothing)' : '(left as it is)',
        result.why,
        '',
        '',
        sourcesOf(from),
        showObject(own),
      ];
  }
}

function qualified({ namespace, name }: { readonly namespace?: string; readonly name: string }): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** Kubernetes' own types without its name, as people call them. */
function shortType(type: string): string {
  return type.replace(/^kubernetes\.io\//, '');
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
