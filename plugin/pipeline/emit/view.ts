/** How values show in the output. */
export interface View {
  /**
   * - `real`: base64 in `data`, for a cluster.
   * - `redacted`: a mark with size and fingerprint, which no API server accepts.
   * - `revealed`: text in `stringData`, for people.
   */
  readonly values: 'real' | 'redacted' | 'revealed';
  /** Key of the fingerprints in marks: random for each run, or a file so that two runs compare. */
  readonly fingerprintKey: Uint8Array;
  /** Leave out everything that is not rendered. */
  readonly onlySecrets: boolean;
  /** Masks known values in text that is no value itself, such as an annotation. Used for `redacted`. */
  mask(text: string): string;
  /** The output goes to a kustomize generator, which acts on `needs-hash` and `behavior`. */
  readonly forGenerator?: boolean;
}
