import type { Bytes } from './byte-string.ts';

/** A URL in parts, decoded, as Go's `url.URL` holds it. */
export interface Url {
  readonly scheme: Bytes;
  /** What follows the scheme of a URL without slashes: `mailto:a@b.c`. */
  readonly opaque: Bytes;
  readonly user: UserInfo | undefined;
  /** With the port. */
  readonly host: Bytes;
  readonly path: Bytes;
  /** How the path was written, where the usual encoding differs from it; else empty. */
  readonly rawPath: Bytes;
  /** `scheme:/path` was written without `//`. */
  readonly omitHost: boolean;
  /** The URL ended with a lone `?`. */
  readonly forceQuery: boolean;
  /** Encoded, without the `?`. */
  readonly rawQuery: Bytes;
  readonly fragment: Bytes;
  /** As `rawPath`. */
  readonly rawFragment: Bytes;
}

/** What stands before the `@`. */
export interface UserInfo {
  readonly name: Bytes;
  /** Absent without a colon. */
  readonly password?: Bytes;
}
