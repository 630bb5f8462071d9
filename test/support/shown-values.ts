import type { Extracted } from '../../plugin/providers/provider.ts';

/** The texts of values by name; where there are none, the code of the error, or `missing`. */
export function shownValues(extracted: Extracted): Readonly<Record<string, string>> | string {
  if (extracted.kind !== 'values') return extracted.kind === 'failed' ? extracted.error.code : extracted.kind;
  return Object.fromEntries([...extracted.values].map(([name, value]) => [name, value.reveal().toString()]));
}
