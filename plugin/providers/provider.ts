import type { EsrError } from '../errors/esr-error.ts';
import type { Bytes } from '../go/byte-string.ts';
import type { JsonObject } from '../model/document.ts';
import type { Place } from '../model/place.ts';
import type { EntryRef, Find, RemoteRef } from '../model/remote.ts';
import type { Sensitive } from '../model/sensitive.ts';

export type { EntryRef, Find, RemoteRef } from '../model/remote.ts';

/** What became of one ref. `missing` is ESO's NoSecret: the deletion policy decides what it means. */
export type Answer =
  | { readonly kind: 'value'; readonly value: Sensitive }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly error: EsrError };

/** One thing that a find matched: with its value where listing gave it, else with the ref to read. */
export type Match =
  | {
      readonly name: string;
      readonly value: Sensitive;
      /** The remote key, where the name is no longer it: policy goes by keys. */
      readonly key?: string;
    }
  | {
      readonly name: string;
      readonly ref: RemoteRef;
      readonly property?: string;
      /** Where this one turns out to be missing, so is the whole find, as in ESO; else it is left out. */
      readonly essential?: true;
    };

/** A part chosen out of a remote value. */
export type Selected =
  | { readonly kind: 'value'; readonly value: Sensitive }
  /** ESO's NoSecret: only the fake provider treats an absent property so. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly error: EsrError };

/** Several values out of one remote value. */
export type Extracted =
  | { readonly kind: 'values'; readonly values: ReadonlyMap<string, Sensitive> }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly error: EsrError };

/** A signed-in connection to one store. */
export interface Client {
  /** Most refs that one `read` takes; fetch cuts the reads to it. */
  readonly batch: number;
  /**
   * Reads remote values.
   * @returns Answers in the order of `refs`, one for each. Rejects only when nothing could be read at all.
   */
  read(refs: readonly RemoteRef[]): Promise<readonly Answer[]>;
  /**
   * Lists what a find matches, in the provider's order. Absent when the provider cannot find.
   * Refs in the answer are read by the caller through `read`, in batches.
   * Rejects with `FIND_MISSING` (errors/connection.ts) where ESO says NoSecret of the whole find.
   */
  find?(query: Find): Promise<readonly Match[]>;
  /** Proves that the store can be reached and the sign-in works (`esr stores`). */
  check?(): Promise<void>;
  /** Signs out (a Vault token that we obtained is revoked). Never throws. */
  close?(): Promise<void>;
  /** The write side (PushSecret). Absent for read-only providers. */
  readonly writer?: Writer;
}

/** The write side of a store. */
export interface Writer {
  /** Keeps no properties: two of one key overwrite each other, and a delete takes the whole key. */
  readonly ignoresProperty?: true;
  /** Whether `exists` looks at the key alone, whatever the property. */
  readonly existsByKey?: true;
  exists(ref: EntryRef): Promise<boolean>;
  /** The value that stands under a key, as `read` gives it, from what `check` has read; for the fingerprint of a dry run. */
  current?(ref: EntryRef): Promise<Sensitive | undefined>;
  /**
   * Tells what a push would do, and throws what would go wrong with it (metadata, ownership, a value that cannot take the
   * property), without writing. Reads the remote state once for both. Absent where a provider can only try.
   */
  check?(entry: PushEntry): Promise<'create' | 'update' | 'none'>;
  push(entry: PushEntry): Promise<void>;
  delete(ref: EntryRef): Promise<void>;
}

/** One value to write. */
export interface PushEntry {
  /** The remote key, with the property inside it where there is one. */
  readonly ref: EntryRef;
  /** The whole source Secret's data; `secretKey` picks one of them. */
  readonly data: ReadonlyMap<string, Sensitive>;
  readonly secretKey?: string;
  /** `metadata` of the entry, as written. */
  readonly metadata?: JsonObject;
  readonly secret: {
    readonly name: string;
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
    readonly type: string;
  };
}

/** One store, its spec checked and defaulted, not yet signed in to. */
export interface Store {
  /**
   * Stores of one provider with the same identity share one client, and so one sign-in and one cache. Holds everything
   * that decides who reads what from where: server, mount, region, auth references with their namespace.
   */
  readonly identity: string;
  /**
   * What its sign-in is shared by (`ProviderContext.shared`): stores of the same trust that have the same here sign in once.
   * Absent: it signs in for itself.
   */
  readonly signsInAs?: string;
  /**
   * What is wrong with an entry whatever stands in the store, such as its metadata: told before anybody signs in. Absent where
   * nothing can be. @throws EsrError
   */
  checkPush?(entry: PushEntry): Promise<void>;
  /** The part of the store that an entry goes to, where its metadata name another than the store's own. Pure; never throws. */
  within?(entry: PushEntry): string | undefined;
  /** Its writer keeps no properties (`Writer.ignoresProperty`): known before anybody signs in. */
  readonly ignoresProperty?: true;
  /** `retrySettings` as the provider counts them; absent where it counts retries, not attempts. */
  readonly retrySettings?: { readonly maxRetries?: number; readonly retryInterval?: string };
  /**
   * What must be read for an entry. Pure. Throws an EsrError for a key the provider cannot understand.
   * @param use - What becomes of it; some things can be read, and nothing be extracted of them.
   */
  ref(entry: EntryRef, use?: 'select' | 'extract'): RemoteRef;
  /** `data[]`: the part of a read value that `property` asks for. Pure. */
  select(value: Sensitive, entry: EntryRef): Selected;
  /** `dataFrom[].extract`: the members of a read value. Pure. */
  extract(value: Sensitive, entry: EntryRef): Extracted;
  /**
   * What `data[]` says of a remote value that is missing, where that is a fault whatever the deletion policy while `extract`
   * may leave it out (Kubernetes). Absent: missing is missing. Pure.
   */
  absent?(entry: EntryRef): EsrError;
  /** Signs in. Called once an identity. */
  connect(context: ProviderContext): Promise<Client>;
}

/** Which store is opened, and for whom. */
export interface StoreInfo {
  readonly kind: 'SecretStore' | 'ClusterSecretStore';
  readonly name: string;
  /** A SecretStore's own namespace. */
  readonly namespace?: string;
  /** The ExternalSecret's namespace: a ClusterSecretStore's auth references without a namespace follow it. */
  readonly usedFrom: string;
  readonly retrySettings?: { readonly maxRetries?: number; readonly retryInterval?: string };
  /** Where a field below `spec.provider.<name>` stands, for errors. */
  place(field: string): Place;
}

/** One kind of backend: one file or folder under `providers/`, one line in the registry. */
export interface Provider {
  /** Reads `spec.provider.<name>`, already validated against its schema. Pure: no network, no clock, no environment. */
  open(spec: JsonObject, info: StoreInfo): Store;
  /** What it can do, for `esr stores` and the docs. */
  readonly capabilities: 'ReadOnly' | 'WriteOnly' | 'ReadWrite';
  /** Checks beyond the schema (ESO's ValidateStore), each an EsrError. Pure. */
  validate?(spec: JsonObject, info: StoreInfo): readonly EsrError[];
}

/** A reference to one key of a Secret or ConfigMap. The namespace is already the effective one. */
export interface KeyReference {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly namespace: string;
  readonly name: string;
  readonly key: string;
  /** A label that the object must carry (webhook: `external-secrets.io/type`, `webhook`). */
  readonly label?: readonly [name: string, value: string];
  /** The field that holds the reference, for errors. */
  readonly place: Place;
}

/** A ServiceAccount whose token is wanted. */
export interface ServiceAccountReference {
  readonly namespace: string;
  readonly name: string;
  readonly audiences: readonly string[];
  /** How long a requested token should live; ten minutes by default. */
  readonly expirationSeconds?: number;
  readonly place: Place;
}

/** An HTTP answer with its body read. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** An HTTP request. */
export interface HttpRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** PEM; replaces the system roots. */
  readonly ca?: string;
  readonly clientCertificate?: { readonly certificate: string; readonly key: string };
  /** Redirects to follow; default 0. Each hop passes the address rules. */
  readonly redirects?: number;
  /** All headers go along where a redirect leads to another host: its members pass their callers on to each other. */
  readonly carriesHeaders?: true;
  /** Overrides the run's request timeout, downwards only. */
  readonly timeoutMs?: number;
  /** Requests of one name share a connection that no other request uses, one at a time. */
  readonly connection?: string;
}

/** What a provider needs from above. */
export interface ProviderContext {
  /** The value of one key of a Secret or ConfigMap, from the places the store's origin may use. Rejects with an EsrError that says where it looked. */
  secretKey(reference: KeyReference): Promise<Sensitive>;
  /** The values of all keys of a Secret, by key, from the same places (webhook). Rejects likewise. */
  secretData(reference: Omit<KeyReference, 'key'>): Promise<ReadonlyMap<string, Sensitive>>;
  /** Annotations of a ServiceAccount (IRSA role, workload identity), or `undefined` where none is known. */
  serviceAccountAnnotations(
    reference: Omit<ServiceAccountReference, 'audiences'>,
  ): Promise<Readonly<Record<string, string>> | undefined>;
  /** A token of a ServiceAccount: mounted, configured, or requested from the cluster. */
  serviceAccountToken(reference: ServiceAccountReference): Promise<Sensitive>;
  /** The process's own ServiceAccount token (Vault's Kubernetes method without a reference). Rejects where `ambient` is false. */
  ownToken?(): Promise<Sensitive>;
  /**
   * The process's own Vault token: the first of the variables that is set, else `~/.vault-token`; `undefined` where there is
   * none. Rejects where `ambient` is false.
   */
  vaultToken?(variables: readonly string[]): Promise<Sensitive | undefined>;
  /**
   * Whether the process's own identity may be used where the store declares none (SDK default chains, `VAULT_TOKEN`, ADC).
   * False for a store of the input in `generate`.
   */
  readonly ambient: boolean;
  /**
   * Whether it may also stand in where what the store declares cannot be obtained (`credentials.mode: auto`).
   * The provider then says so with `warn`. Absent means no.
   */
  readonly ambientFallback?: boolean;
  /**
   * Whether an object that the store names and that is nowhere is an error under `ambientFallback` too (`generate`, `push`):
   * then the process's own identity stands in for a token that cannot be had, and for nothing else.
   */
  readonly namedMustExist?: boolean;
  /** `ambient` mode asked for explicitly: use it even where the store declares credentials. */
  readonly preferAmbient: boolean;
  /**
   * The context for what a credential itself says: the server of a kubeconfig, the `token_uri` of a key, a file to read. Where
   * an application brought the credential along it leads to public addresses, and to nothing of this machine. Absent: the
   * context is bound by nothing.
   */
  boundBy?(credential: Sensitive): ProviderContext;
  /**
   * Makes something once for all stores of the run that may share it, such as a sign-in: those of the same trust that ask for
   * the same. Absent: each makes its own. What fails is made anew.
   *
   * @param what - Holds everything that decides what is made, and no secret.
   */
  shared?<T>(what: string, make: () => Promise<T>): Promise<T>;
  /** Reads an environment variable; `undefined` for everything that this store may not see. */
  env(name: string): string | undefined;
  /** One HTTP request: keep-alive, proxy variables, deadline, address rules; no retries, no throwing on statuses. Rejects with a StoreError on transport faults. */
  http(url: string, request?: HttpRequest): Promise<HttpAnswer>;
  /**
   * A keep-alive agent for an SDK's own HTTP stack, with the same proxy and address rules as `http`.
   * @param url - Where the client will connect to; picks the proxy.
   */
  agent(url: string, tls?: Pick<HttpRequest, 'ca' | 'clientCertificate' | 'connection'>): import('node:http').Agent;
  /**
   * Runs work with the run's retry rules: throttling, 5xx and broken connections, with jitter, inside the deadline.
   * Work that sees a status itself throws its StoreError with `{ cause: new HttpFault(status, headers) }`;
   * SDK errors are understood as they are, also as a `cause`.
   */
  retry<T>(work: () => Promise<T>): Promise<T>;
  /** Fires when the run's time is over. */
  readonly signal: AbortSignal;
  /** Longest time of one request. */
  readonly requestTimeoutMs: number;
  /** Wall clock, milliseconds since 1970. */
  now(): number;
  /** Renders a Go template (the webhook provider's url, headers and body). */
  render(template: string, data: ReadonlyMap<string, TemplateInput>): Promise<Bytes>;
  /** Tells the redactor a credential that may never be written to stderr. */
  conceal(value: Uint8Array | string): void;
  warn(warning: { readonly code: string; readonly says: string; readonly hint?: string; readonly place?: Place }): void;
}

/** Data for `ProviderContext.render`: text, or a map one level down. */
export type TemplateInput = Bytes | ReadonlyMap<string, Bytes>;
