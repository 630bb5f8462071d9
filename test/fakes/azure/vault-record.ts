/** Times in seconds, and whether an object is enabled. */
export interface Attributes {
  readonly enabled?: boolean;
  readonly exp?: number;
  readonly nbf?: number;
  readonly created?: number;
  readonly updated?: number;
}

/** What a vault holds, in the corpus' form (test/conformance/providers/README.md). */
export interface VaultSeed {
  readonly secrets?: readonly (Stamped & {
    readonly value?: string;
    readonly versions?: readonly (Omit<Stamped, 'name'> & { readonly id: string; readonly value?: string })[];
  })[];
  readonly keys?: readonly (Stamped & { readonly key: Readonly<Record<string, unknown>> })[];
  readonly certificates?: readonly (Stamped & { readonly cer: string })[];
}

interface Stamped {
  readonly name: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly contentType?: string;
  readonly attributes?: Attributes;
  readonly denied?: boolean;
}

/** The kinds of object, as paths. */
export type Kind = 'secrets' | 'keys' | 'certificates';

/** An object as the fake holds it. */
export interface ObjectRecord {
  readonly name: string;
  denied: boolean;
  /** Deleted, and recoverable. */
  deleted: boolean;
  readonly versions: VersionRecord[];
}

/** One version of it: its own members (`value`, `key`, `cer`), and what all have. */
export interface VersionRecord {
  readonly id: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly tags: Readonly<Record<string, string>> | undefined;
  readonly contentType: string | undefined;
  readonly attributes: Attributes;
}
