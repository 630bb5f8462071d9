import type { Match } from '../../plugin/providers/provider.ts';

/** `NAME = VALUE`, or `NAME -> KEY` where the value is still to be read. */
export function shownMatch(match: Match): string {
  return 'value' in match ? `${match.name} = ${match.value.reveal()}` : `${match.name} -> ${match.ref.key}`;
}
