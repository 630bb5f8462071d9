import type { EsrError } from '../errors/esr-error.ts';
import type { ExternalSecret } from './external-secret.ts';
import type { Sensitive } from './sensitive.ts';

/** What an entry came to. `missing` is ESO's NoSecret: the deletion policy decides what it means. */
export type Outcome<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'missing'; readonly error: EsrError }
  | { readonly kind: 'failed'; readonly error: EsrError };

/** What was fetched for one ExternalSecret: property and members already chosen, nothing rewritten, converted or decoded. */
export interface Fetched {
  /** By index of `spec.data`. */
  readonly data: readonly Outcome<Sensitive>[];
  /** By index of `spec.dataFrom`; keys in the provider's order. An entry without a source gives an empty map. */
  readonly dataFrom: readonly Outcome<ReadonlyMap<string, Sensitive>>[];
}

/** What was fetched, by ExternalSecret. One that belongs to another controller is not in it: it leaves as it came. */
export type FetchedAll = ReadonlyMap<ExternalSecret, Fetched>;
