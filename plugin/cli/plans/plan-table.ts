import { type Place, showObject } from '../../model/place.ts';
import type { Style } from '../style.ts';
import { table as lay } from '../table.ts';
import type { PlanView, ReadView } from './plan-view.ts';

/** For people: what is read from where and for whom, and the calls that it takes. */
export function planTable({ stores, generators, references }: PlanView, style: Style): string {
  const reads = stores.flatMap(({ name, reads: own }) => own.map((read) => readRow(name, read)));
  const rows = [...reads, ...generators.map((read) => readRow('-', read))];
  if (rows.length === 0) return 'nothing is read\n';
  const calls = stores.flatMap(({ name, provider, calls: own }) =>
    own.map((call) => [name, provider, call.name, `${call.count}${call.atLeast === true ? '+' : ''}`]),
  );
  const sum = stores.flatMap((store) => store.calls).reduce((total, { count }) => total + count, 0);
  const isOpen = stores.some((store) => store.calls.some(({ atLeast }) => atLeast));
  const bold = { bold: style.bold };
  return [
    lay(['STORE', 'WHAT', 'KEY', 'WANTED BY', 'AT'], rows, bold),
    ...(calls.length === 0 ? [] : ['\n', lay(['STORE', 'PROVIDER', 'CALL', 'TIMES'], calls, bold)]),
    `\n${references} references, ${rows.length} distinct reads, ${isOpen ? 'at least ' : ''}${sum} calls\n`,
  ].join('');
}

function readRow(store: string, { what, key, version, wantedBy }: ReadView): readonly string[] {
  const objects = [...new Set(wantedBy.map(({ object }) => (object === undefined ? '' : showObject(object))))];
  const more = objects.length > 1 ? ` and ${objects.length - 1} more` : '';
  const shown = version === undefined ? key : `${key} (version ${version})`;
  return [store, what, shown, `${objects[0] ?? '-'}${more}`, placeOf(wantedBy[0])];
}

function placeOf(place: Place | undefined): string {
  if (place === undefined) return '-';
  return place.line === undefined ? place.file : `${place.file}:${place.line}`;
}
