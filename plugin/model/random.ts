/** Where random bytes come from: the system, or a seed. */
export interface RandomSource {
  /** Gives `count` fresh bytes. */
  bytes(count: number): Buffer;
  /** The bytes follow from a seed: the same at each render, so what is made of them must be the same as well. */
  readonly isSeeded?: boolean;
}
