import type { ExternalSecret, RemoteRefSpec } from './external-secret.ts';
import type { Find, RemoteRef } from './remote.ts';
import type { Resource } from './resource.ts';
import type { StoreResource } from './store.ts';

// What plan hands to fetch. `Store` is the provider contract's store; the model knows nothing of providers.

/** What will be read, from where, and for whom. */
export interface Plan<Store> {
  /** One for each identity: stores that ask the same backend with the same credentials are one client. */
  readonly clients: readonly PlannedClient<Store>[];
  readonly generators: readonly PlannedGenerator[];
  /** What each ExternalSecret's entries come from. */
  readonly wanted: ReadonlyMap<ExternalSecret, PlannedSecret<Store>>;
  /** ExternalSecrets of another controller, and why: they leave as they came. */
  readonly leftAlone: ReadonlyMap<ExternalSecret, string>;
  /** Secrets, ConfigMaps, ServiceAccounts of every origin, for what stores and generators refer to. */
  readonly supporting: readonly Resource[];
}

/** One sign-in, and what is read with it. */
export interface PlannedClient<Store> {
  readonly id: string;
  readonly provider: string;
  readonly store: Store;
  /** The document that it was opened from; the first of them where several say the same. */
  readonly resource: StoreResource;
  /** The namespace that references without one are read from. */
  readonly usedFrom: string;
  readonly reads: readonly PlannedRead[];
  readonly finds: readonly PlannedFind[];
}

/**
 * A field of an ExternalSecret that takes a remote value.
 *
 * @remarks Its place is worked out by whoever asks for it, since that costs a reading of the document.
 */
export interface Reference {
  readonly externalSecret: ExternalSecret;
  readonly field: string;
}

/** One distinct remote value. */
export interface PlannedRead {
  readonly ref: RemoteRef;
  readonly wantedBy: readonly Reference[];
}

/** One distinct search. */
export interface PlannedFind {
  readonly find: Find;
  readonly wantedBy: readonly Reference[];
}

/** One run of a generator. */
export interface PlannedGenerator {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly resource: Resource;
  /** The spec that runs: for a ClusterGenerator that of the generator inside. */
  readonly spec: Resource['spec'];
  /** Path of that spec in the document, for errors. */
  readonly specField: string;
  /** Names the run for a seed: the same as long as generator and target are. */
  readonly purpose: string;
  /** The entry that it runs for, where no other shares its values. */
  readonly entry?: { readonly externalSecret: ExternalSecret; readonly index: number };
  readonly wantedBy: readonly Reference[];
}

/** The entries of one ExternalSecret, by index. */
export interface PlannedSecret<Store> {
  readonly data: readonly PlannedSelect<Store>[];
  readonly dataFrom: readonly PlannedSource<Store>[];
}

/** What an entry of `data` takes. */
export interface PlannedSelect<Store> {
  readonly client: PlannedClient<Store>;
  /** The entry's own store, which knows how to choose a part. */
  readonly store: Store;
  /** As errors name it: `SecretStore shop/vault`. */
  readonly storeName: string;
  readonly read: PlannedRead;
  readonly ref: RemoteRefSpec;
  readonly reference: Reference;
}

/** What an entry of `dataFrom` takes. */
export type PlannedSource<Store> =
  | (PlannedSelect<Store> & { readonly from: 'extract' })
  | {
      readonly from: 'find';
      readonly client: PlannedClient<Store>;
      readonly storeName: string;
      readonly find: PlannedFind;
      /** Which of the names found may be read, where a policy rule says so. */
      readonly limit?: KeyLimit;
      readonly reference: Reference;
    }
  | { readonly from: 'generator'; readonly generator: PlannedGenerator; readonly reference: Reference }
  /** An entry with a store and nothing to read from it: passes admission and gives nothing. */
  | { readonly from: 'nothing' };

/** The key patterns of the policy rule that decides for an ExternalSecret. */
export interface KeyLimit {
  readonly rule: string;
  readonly patterns: readonly string[];
}
