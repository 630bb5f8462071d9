/** A secret to put there, in the corpus' form (test/conformance/providers/README.md). */
export interface SecretSeed {
  readonly project: string;
  readonly name: string;
  readonly location?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly versions?: readonly VersionSeed[];
  readonly denied?: boolean;
}

/** A version of it; the first is number 1. */
export interface VersionSeed {
  readonly data?: string;
  readonly dataBase64?: string;
  readonly state?: VersionState;
  readonly aliases?: readonly string[];
}

/** What a version may be. */
export type VersionState = 'ENABLED' | 'DISABLED' | 'DESTROYED';

/** A secret as the fake holds it. */
export interface SecretRecord {
  labels: Record<string, string>;
  annotations: Record<string, string>;
  topics: readonly { readonly name: string }[];
  replication: unknown;
  etag: number;
  readonly aliases: Map<string, number>;
  readonly versions: VersionRecord[];
  denied: boolean;
}

/** A version as the fake holds it. */
export interface VersionRecord {
  readonly data: Buffer;
  state: VersionState;
  /** Seconds. */
  readonly created: number;
}
