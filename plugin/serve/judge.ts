import type { Applications } from './applications.ts';
import { codesOf } from './codes-of.ts';
import { isStale } from './is-stale.ts';
import { type Look, type LookOptions, lookAgain } from './look-again.ts';
import { storesOf } from './stores-of.ts';
import type { Watched } from './watched.ts';

/** What is to be done about an application. */
export type Judgement =
  | { readonly kind: 'same'; readonly names: readonly string[]; readonly stores: Watched['stores'] }
  /** A store did not answer. */
  | { readonly kind: 'failed'; readonly codes: readonly string[]; readonly stores?: Watched['stores'] }
  /** It is to be rendered again. `changed`: the ExternalSecrets whose values are others. */
  | { readonly kind: 'changed'; readonly why: string; readonly changed: readonly string[] };

/** What a judgement works with. */
export interface JudgeOptions extends LookOptions {
  readonly applications: Pick<Applications, 'fingerprints'>;
  /** A clock that never jumps. */
  elapsed(): number;
  /** Told each reading. */
  read(look: Look): void;
}

/** Reads what is due of an application again, compares, and says what is to be done. */
export async function judge(watched: Watched, options: JudgeOptions): Promise<Judgement> {
  const now = options.elapsed();
  const { secrets } = watched;
  const due = [...secrets].filter(([, { dueAt }]) => dueAt <= now).map(([name]) => name);
  if (due.length === 0 && isStale(watched, now)) {
    return { kind: 'changed', why: 'it was not rendered for two days', changed: [] };
  }
  const seen = await readAll(watched, due, options);
  if ('codes' in seen) return seen;
  const { fingerprints, stores } = seen;
  const changed: string[] = [];
  const why = new Set<string>();
  for (const [name, fingerprint] of fingerprints) {
    const before = secrets.get(name);
    if (before?.fingerprint === undefined) why.add('its stores answer again');
    else if (before.fingerprint !== fingerprint) {
      why.add('a remote value changed');
      changed.push(name);
    } else if (before.isMadeAnew) why.add('what a generator made is to be made anew');
  }
  if (why.size === 0) return { kind: 'same', names: due, stores };
  // A render that fails shows as an error, so everything has to answer before one is asked for.
  const others = [...secrets.keys()].filter((name) => !due.includes(name));
  const rest = others.length === 0 ? seen : await readAll(watched, others, options);
  return 'codes' in rest ? rest : { kind: 'changed', why: [...why].join(', '), changed };
}

interface Seen {
  readonly fingerprints: ReadonlyMap<string, string>;
  readonly stores: Watched['stores'];
}

/** Reads some ExternalSecrets; a failure where one of them cannot be read. */
async function readAll(
  watched: Watched,
  names: readonly string[],
  options: JudgeOptions,
): Promise<Seen | Extract<Judgement, { kind: 'failed' }>> {
  const { applications, elapsed, read } = options;
  const look = await lookAgain(watched, new Set(names), options);
  read(look);
  if ('codes' in look) return { kind: 'failed', codes: look.codes };
  const stores = storesOf(look, elapsed());
  const whole: [string, string][] = [];
  for (const [name, fingerprint] of applications.fingerprints(look)) {
    if (fingerprint === undefined) return { kind: 'failed', codes: codesOf(look.fetched.values()), stores };
    whole.push([name, fingerprint]);
  }
  return { fingerprints: new Map(whole), stores };
}
