import type { Sensitive } from '../model/sensitive.ts';

/** A bearer token of a cloud, and how long it is good. */
export interface AccessToken {
  readonly token: Sensitive;
  /** Milliseconds since 1970; absent where nobody said. */
  readonly expiresAt?: number;
}
