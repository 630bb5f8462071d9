import { type ObjectName, showObject } from '../../model/place.ts';
import { placeColumn } from '../place-column.ts';
import type { Style } from '../screen/style.ts';
import { table as lay } from '../screen/table.ts';
import type { PlanView, ReadView } from './plan-view.ts';

/** For people: what is read from where and for whom, and the calls that it takes. */
export function planTable({ stores, generators, references }: PlanView, style: Style): string {
  const reads = [
    ...stores.flatMap(({ name, reads: own }) => own.map((read) => ({ store: name, read }))),
    ...generators.map((read) => ({ store: '-', read })),
  ];
  const { title, cells, note } = placeColumn(reads.map(({ read }) => read.wantedBy[0] ?? {}));
  const rows = reads.map(({ store, read }, index) => [...readRow(store, read), cells[index] ?? '']);
  if (rows.length === 0) return 'nothing is read\n';
  const calls = stores.flatMap(({ name, provider, calls: own }) =>
    own.map((call) => [name, provider, call.name, `${call.count}${call.atLeast === true ? '+' : ''}`]),
  );
  const sum = stores.flatMap((store) => store.calls).reduce((total, { count }) => total + count, 0);
  const isOpen = stores.some((store) => store.calls.some(({ atLeast }) => atLeast));
  return [
    lay(['STORE', 'WHAT', 'KEY', 'WANTED BY', title], rows, { style, shortened: [4] }),
    style.dim(note),
    ...(calls.length === 0 ? [] : ['\n', lay(['STORE', 'PROVIDER', 'CALL', 'TIMES'], calls, { style })]),
    `\n${references} references, ${rows.length} distinct reads, ${isOpen ? 'at least ' : ''}${sum} calls\n`,
  ].join('');
}

function readRow(store: string, { what, key, version, wantedBy }: ReadView): readonly string[] {
  const objects = [...new Set(wantedBy.map(({ object }) => (object === undefined ? '' : shortObject(object))))];
  const more = objects.length > 1 ? ` and ${objects.length - 1} more` : '';
  const shown = version === undefined ? key : `${key} (version ${version})`;
  return [store, what, shown, `${objects[0] ?? '-'}${more}`];
}

/** Nearly all are ExternalSecrets. */
function shortObject(object: ObjectName): string {
  return showObject(object).replace(/^ExternalSecret /, '');
}
