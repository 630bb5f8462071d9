import type { Fetched } from '../model/fetched.ts';

/** Codes of everything that failed in a reading. */
export function codesOf(fetched: Iterable<Fetched>): readonly string[] {
  const codes = new Set<string>();
  for (const { data, dataFrom } of fetched) {
    for (const outcome of [...data, ...dataFrom]) if (outcome.kind === 'failed') codes.add(outcome.error.code);
  }
  return [...codes];
}
