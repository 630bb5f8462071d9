import type { Resource } from '../../model/resource.ts';
import type { RenderedSecret } from '../../model/secret.ts';

/** One Secret of the output, and who makes it. */
export interface Settled {
  /** Whose place in the stream it takes. */
  readonly base: RenderedSecret;
  /** Those that merge their keys into it, in document order. */
  readonly mergers: readonly RenderedSecret[];
  /** The plain Secret of the input that all of them merge into; `base` is then the first of them. */
  readonly plain?: Resource;
  /** Only our keys: the API server merges them into a Secret that we do not see. */
  readonly isPatch: boolean;
}
