import type { Origin } from './origin.ts';

/** Text that was loaded, and where it came from. */
export interface Source {
  /** As the user knows it: a path relative to the working directory, `<stdin>`, `helm template charts/x`. */
  readonly name: string;
  /** The bytes as they came; documents are ranges of these. */
  readonly bytes: Buffer;
  readonly origin: Origin;
  /** `stream`: YAML or JSON documents in a row. `resource-list`: one KRM ResourceList. Default `stream`. */
  readonly format?: 'stream' | 'resource-list';
}
