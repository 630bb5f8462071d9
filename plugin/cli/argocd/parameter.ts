/** What a folder may be. */
export type SourceKind = 'directory' | 'kustomize' | 'helm';

/** One parameter of an application: reading, the announcement for the form, and the docs are made from it. */
export interface Parameter {
  readonly name: string;
  readonly title: string;
  /** What it does, in a sentence. */
  readonly tooltip: string;
  readonly collection: 'string' | 'array' | 'map';
  readonly itemType?: 'boolean';
  /** The folders that it is for. */
  readonly kinds: readonly SourceKind[];
}
