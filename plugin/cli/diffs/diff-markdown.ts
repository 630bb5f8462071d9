import { showObject } from '../../model/place.ts';
import type { Fingerprint, SecretDiff } from '../../pipeline/diff/secret-diff.ts';
import { anewNote } from './anew-note.ts';
import { countChanges } from './count-changes.ts';
import type { DiffView } from './diff-view.ts';

/** For comments on a pull request. */
export function diffMarkdown({ secrets, against, isOffline, madeAnew }: DiffView): string {
  const anew = anewNote(madeAnew).map((line) => `\n${text(line)}\n`);
  const head = `### Secrets: ${countChanges(secrets)}\n\ncompared with ${code(against)}${
    isOffline ? '; no store was asked, so that a changed key has another reference or template' : ''
  }\n`;
  return `${secrets.length === 0 ? head : `${head}\n${secrets.map(section).join('\n')}`}${anew.join('')}`;
}

function section({ object, change, keys, fields, references }: SecretDiff): string {
  const rows = [
    ...keys.map(({ key, change: own, from, to }) => [own, `key ${code(key)}`, print(from), print(to)]),
    ...[...fields, ...references].map(({ field, change: own, from, to }) => [
      own,
      text(field),
      codeOr(from),
      codeOr(to),
    ]),
  ];
  const lines = rows.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
  return `#### ${text(showObject(object))} ${change}\n\n| | what | before | after |\n|---|---|---|---|\n${lines}`;
}

function print(fingerprint: Fingerprint | undefined): string {
  return fingerprint === undefined ? '' : code(`${fingerprint.bytes} bytes #${fingerprint.mark}`);
}

function codeOr(held: string | undefined): string {
  return held === undefined ? '' : code(held);
}

/** Backticks and pipes would end a cell. */
function code(held: string): string {
  const bare = held.replaceAll('\n', ' ').replaceAll('|', '\\|');
  return bare.includes('`') ? `\`\` ${bare} \`\`` : `\`${bare}\``;
}

function text(held: string): string {
  return held.replace(/[\\`*_[\]<>|#]/g, '\\$&');
}
