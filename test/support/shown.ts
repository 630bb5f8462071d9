import type { Answer, Selected } from '../../plugin/providers/provider.ts';

/** The text of a value; where there is none, the code of the error, or `missing`. */
export function shown(found: Answer | Selected | undefined): string {
  if (found?.kind === 'value') return found.value.reveal().toString();
  return found?.kind === 'failed' ? found.error.code : (found?.kind ?? 'no answer');
}
