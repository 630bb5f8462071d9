/** Where random bytes come from: the system, or a seed (design.md 10). */
export interface RandomSource {
  /** Gives `count` fresh bytes. */
  bytes(count: number): Buffer;
}
