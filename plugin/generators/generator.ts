import type { JsonObject } from '../model/document.ts';
import type { Place } from '../model/place.ts';
import type { RandomSource } from '../model/random.ts';
import type { Sensitive } from '../model/sensitive.ts';
import type { ProviderContext } from '../providers/provider.ts';

/** Which generator runs, and for whom. */
export interface GeneratorInfo {
  readonly kind: string;
  readonly name: string;
  /** The ExternalSecret's namespace: every reference inside the generator is read from it (core.md 7.1). */
  readonly namespace: string;
  place(field: string): Place;
}

/** What a generator needs from above. */
export interface GeneratorContext extends ProviderContext {
  /** Randomness: seeded, of the system, or refused with `GENERATOR_UNSTABLE` (design.md 10). */
  random(): RandomSource;
}

/** One kind of generator: one file under `generators/`, one line in the registry. */
export interface Generator {
  /** Whether its values change at each run unless seeded. */
  readonly random: boolean;
  /**
   * Makes the values.
   * @param spec - The checked and defaulted `spec`.
   * @returns Values by output key.
   */
  generate(spec: JsonObject, info: GeneratorInfo, context: GeneratorContext): Promise<ReadonlyMap<string, Sensitive>>;
}
