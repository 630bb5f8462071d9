import type { PushResult } from '../pipeline/push-sources.ts';
import { type PushRow, type PushShow, pushRows } from './push-rows.ts';
import { table } from './screen/table.ts';
import { wrap } from './screen/wrap.ts';

const words: Readonly<Record<PushRow['action'], readonly [will: string, did: string]>> = {
  create: ['create', 'created'],
  update: ['change', 'changed'],
  none: ['leave as it is', 'unchanged'],
  skip: ['skip: it is there', 'skipped: it is there'],
  send: ['send', 'sent'],
  delete: ['remove', 'removed'],
};

/** What a push did or would do, for people. */
export function pushText(result: PushResult, show: PushShow): string {
  const rows = pushRows(result, show);
  if (rows.length === 0) return 'nothing to push\n';
  const tense = show.apply ? 1 : 0;
  const shown = table(
    [show.apply ? 'DONE' : 'WOULD', 'STORE', 'KEY', 'PROPERTY', 'FROM', 'VALUE'],
    rows.map((row) => [words[row.action][tense], row.store, row.key, row.property ?? '', fromOf(row), shownValue(row)]),
    { style: show.style },
  );
  const closing = `${counted(rows, tense)}${show.apply ? '' : '; nothing was written, --apply writes'}`;
  return `${shown}\n${wrap(closing, show.style.columns)}\n`;
}

function fromOf({ secret, pushSecret }: PushRow): string {
  if (secret === undefined) return `PushSecret ${pushSecret}`;
  return secret === 'generator' ? `generator of ${pushSecret}` : `Secret ${secret}`;
}

function shownValue({ action, value, before }: PushRow): string {
  if (action === 'delete') return '';
  if (value === undefined) return 'made when applied';
  const { bytes, fingerprint, keys } = value;
  const size = `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
  return `${keys === undefined ? '' : `${keys} ${keys === 1 ? 'key' : 'keys'}, `}${size} ${before === undefined ? '' : `#${before} -> `}#${fingerprint}`;
}

function counted(rows: readonly PushRow[], tense: 0 | 1): string {
  const names = {
    create: ['to create', 'created'],
    update: ['to change', 'changed'],
    delete: ['to remove', 'removed'],
  };
  const count = (...actions: readonly PushRow['action'][]) =>
    rows.filter(({ action }) => actions.includes(action)).length;
  const parts = [
    `${count('create')} ${names.create[tense]}`,
    `${count('update')} ${names.update[tense]}`,
    ...(count('send') > 0 ? [`${count('send')} ${tense === 0 ? 'to send' : 'sent'}`] : []),
    `${count('delete')} ${names.delete[tense]}`,
    `${count('none', 'skip')} ${tense === 0 ? 'to leave as they are' : 'left as they were'}`,
  ];
  return parts.join(', ');
}
