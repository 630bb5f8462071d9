import { showObject } from '../../model/place.ts';
import type { Change, Fingerprint, SecretDiff } from '../../pipeline/diff/secret-diff.ts';
import { printable } from '../screen/printable.ts';
import type { Style } from '../screen/style.ts';
import { wrap } from '../screen/wrap.ts';
import { anewNote } from './anew-note.ts';
import { countChanges } from './count-changes.ts';
import type { DiffView } from './diff-view.ts';

/** For people. */
export function diffText({ secrets, isOffline, madeAnew, style }: DiffView): string {
  const anew = anewNote(madeAnew).map((line) => `${wrap(printable(line), style.columns, '  ')}\n`);
  const note =
    isOffline && secrets.length > 0 ? 'no store was asked: a changed key has another reference or template\n' : '';
  return `${secrets.map((secret) => `${shown(secret, style)}\n`).join('')}${countChanges(secrets)}\n${note}${anew.join('')}`;
}

function shown({ object, change, keys, fields, references, place }: SecretDiff, style: Style): string {
  const at =
    place === undefined
      ? ''
      : style.dim(`  ${printable(place.file)}${place.line === undefined ? '' : `:${place.line}`}`);
  const lines = [`${marked(change, style)} ${style.bold(printable(showObject(object)))}${at}`];
  for (const { key, change: own, from, to } of keys) {
    lines.push(`  ${marked(own, style)} ${printable(key)}  ${arrow(value(from), value(to))}`);
  }
  // What a new Secret is made of stands in the manifest; what became of one that was there is news.
  const told = change === 'changed' ? [...fields, ...references] : change === 'added' ? references : [];
  for (const { field, change: own, from, to } of told) {
    lines.push(`  ${marked(own, style)} ${style.dim(printable(field))}: ${printable(arrow(from, to))}`);
  }
  return lines.map((line) => wrap(line, style.columns, '      ')).join('\n');
}

function marked(change: Change, style: Style): string {
  const marks = { added: style.green('+'), removed: style.red('-'), changed: style.magenta('~') };
  return marks[change];
}

function value(print: Fingerprint | undefined): string | undefined {
  return print === undefined ? undefined : `${print.bytes} ${print.bytes === 1 ? 'byte' : 'bytes'} #${print.mark}`;
}

function arrow(from: string | undefined, to: string | undefined): string {
  return [from, to].filter((side) => side !== undefined).join(' -> ');
}
