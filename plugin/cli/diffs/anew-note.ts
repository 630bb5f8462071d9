import type { MadeAnew } from '../../pipeline/diff/secret-diff.ts';

/** Says what was not compared, and what keeps it the same; nothing where there is nothing. */
export function anewNote(madeAnew: readonly MadeAnew[]): readonly string[] {
  if (madeAnew.length === 0) return [];
  const named = madeAnew.map(({ what, namespace, externalSecret }) =>
    externalSecret === undefined
      ? `${what} in ${namespace}`
      : `${what} of ExternalSecret ${namespace}/${externalSecret}`,
  );
  const shown = named.length <= most ? named : [...named.slice(0, most), `${named.length - most} more`];
  return [
    `made anew at each render, and not compared: ${shown.join(', ')}`,
    'generators.seedFile in the platform configuration keeps random values the same',
  ];
}

/** More than these are counted. */
const most = 10;
