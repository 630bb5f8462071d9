/** One `<…>` of argocd-vault-plugin. */
export interface Placeholder {
  /** As it stands, brackets included. */
  readonly text: string;
  /** Absent for one that only names a key: its path is the annotation's. */
  readonly path?: string;
  readonly key: string;
  readonly version?: string;
  /** What stands behind the bars, in order, without blanks around. */
  readonly modifiers: readonly string[];
}
