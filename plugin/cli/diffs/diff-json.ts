import type { DiffView } from './diff-view.ts';

/** For scripts. */
export function diffJson({ secrets, against, isOffline, madeAnew }: DiffView): string {
  const shown = secrets.map(({ object, change, keys, fields, references, place }) => ({
    ...object,
    change,
    keys,
    fields,
    references,
    file: place?.file,
    line: place?.line,
  }));
  return `${JSON.stringify({ against, offline: isOffline, madeAnew, secrets: shown }, null, 2)}\n`;
}
