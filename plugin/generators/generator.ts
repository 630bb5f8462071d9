import type { JsonObject } from '../model/document.ts';
import type { Place } from '../model/place.ts';
import type { RandomSource } from '../model/random.ts';
import type { Sensitive } from '../model/sensitive.ts';
import type { ProviderContext } from '../providers/provider.ts';

/** Which generator runs, and for whom. */
export interface GeneratorInfo {
  readonly kind: string;
  readonly name: string;
  /** The ExternalSecret's namespace: every reference inside the generator is read from it. */
  readonly namespace: string;
  place(field: string): Place;
}

/** What a generator needs from above. */
export interface GeneratorContext extends ProviderContext {
  /** Randomness: seeded, of the system, or refused with `GENERATOR_UNSTABLE`. */
  random(): RandomSource;
  /** Randomness of the system, whatever the seed: for names that may not come twice. */
  readonly fresh: RandomSource;
  /** Whether a run may leave something behind that stays for ever: not in `generate`, unless `random: allow`. */
  readonly mayLeaveBehind: boolean;
}

/** One kind of generator: one file under `generators/`, one line in the registry. */
export interface Generator {
  /** Whether its values are made anew at each run, unless seeded: each entry then has a run of its own. */
  readonly random: boolean;
  /** Whether each run leaves something at a service that stays until it is taken away: a dry run does not run it. */
  readonly leavesBehind?: true;
  /** The keys that `generate` gives, where they can be told beforehand: values in an existing Secret can then stand in. */
  outputs?(spec: JsonObject): readonly string[];
  /**
   * Makes the values.
   * @param spec - The checked and defaulted `spec`.
   * @returns Values by output key.
   * @throws EsrError; `GENERATOR_MISSING` where the operator says NoSecret, so that the deletion policy decides.
   */
  generate(spec: JsonObject, info: GeneratorInfo, context: GeneratorContext): Promise<ReadonlyMap<string, Sensitive>>;
}
