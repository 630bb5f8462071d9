import { faultsOf } from '../errors/esr-error.ts';
import type { Fetched } from '../model/fetched.ts';
import { createRun } from '../pipeline/create-run.ts';
import { fetchAll } from '../pipeline/fetch/fetch.ts';
import type { Applications, Watched } from './applications.ts';
import { withoutGenerators } from './without-generators.ts';

/** What reading an application's values again came to. */
export type Look =
  | { readonly kind: 'same' }
  /** A value changed, appeared or went away, or what was made for it may end soon. */
  | { readonly kind: 'changed'; readonly why: string }
  /** A store did not answer. */
  | { readonly kind: 'failed'; readonly codes: readonly string[] };

/** Reads an application's values again, as it read them when it was rendered, and compares. */
export async function lookAgain(watched: Watched, applications: Applications, now: () => number): Promise<Look> {
  const { config, application, planned, hasExpiring } = watched;
  const nothing = () => undefined;
  const run = createRun({ config, purpose: 'generate', application, now, warn: nothing, conceal: nothing });
  try {
    const fetched = await fetchAll(withoutGenerators(planned), run);
    const fingerprint = applications.fingerprint({ planned, fetched });
    if (fingerprint === undefined) return { kind: 'failed', codes: codesOf(fetched.values()) };
    if (watched.fingerprint === undefined) return { kind: 'changed', why: 'its stores answer again' };
    if (fingerprint !== watched.fingerprint) return { kind: 'changed', why: 'a remote value changed' };
    return hasExpiring ? { kind: 'changed', why: 'what a generator made is to be made anew' } : { kind: 'same' };
  } catch (thrown) {
    const faults = faultsOf(thrown);
    if (faults === undefined) throw thrown;
    return { kind: 'failed', codes: faults.map(({ code }) => code) };
  }
}

function codesOf(fetched: Iterable<Fetched>): readonly string[] {
  const codes = new Set<string>();
  for (const { data, dataFrom } of fetched) {
    for (const outcome of [...data, ...dataFrom]) if (outcome.kind === 'failed') codes.add(outcome.error.code);
  }
  return [...codes];
}
