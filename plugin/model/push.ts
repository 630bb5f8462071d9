import type { EsrError } from '../errors/esr-error.ts';
import type { Place } from './place.ts';
import type { PlannedClient } from './plan.ts';
import type { PushSecret } from './push-secret.ts';
import type { Sensitive } from './sensitive.ts';

// What is pushed, as plan and push hand it on. `Store` is the provider contract's store.

/** A store that a PushSecret writes to. */
export interface PushTarget<Store> {
  readonly client: PlannedClient<Store>;
  /** As errors name it: `SecretStore shop/vault`. */
  readonly storeName: string;
  readonly kind: 'SecretStore' | 'ClusterSecretStore';
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Where it is named. */
  readonly place: Place;
  /** What policy has against a key, or `undefined`. */
  refusal(key: string): EsrError | undefined;
}

/** A PushSecret and the stores it writes to. */
export interface PlannedPush<Store> {
  readonly pushSecret: PushSecret;
  readonly namespace: string;
  readonly targets: readonly PushTarget<Store>[];
}

/** The Secret that is pushed: one of the input, a rendered one, or what a generator gave. */
export interface PushSource {
  readonly name: string;
  readonly namespace: string;
  readonly type: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly data: ReadonlyMap<string, Sensitive>;
}

/** Where something was written: a remote key, and the property inside it where there is one. */
export interface PushedKey {
  readonly key: string;
  readonly property?: string;
  /** See `EntryRef`. */
  readonly within?: string;
}

/** What one PushSecret wrote to one store. */
export interface PushedStore {
  readonly kind: 'SecretStore' | 'ClusterSecretStore';
  readonly name: string;
  readonly keys: readonly PushedKey[];
}

/** What one PushSecret wrote. */
export interface PushedSecret {
  readonly namespace: string;
  readonly name: string;
  /** The policy that it had then: it decides where the document is gone. */
  readonly deletionPolicy: 'Delete' | 'None';
  /** Its source stood in the cluster alone, so that only the cluster can say that it is gone. */
  readonly fromCluster?: true;
  readonly stores: readonly PushedStore[];
}

/** Something that was pushed earlier. */
export interface RecordedKey {
  readonly pushSecret: { readonly namespace: string; readonly name: string };
  readonly store: { readonly kind: 'SecretStore' | 'ClusterSecretStore'; readonly name: string };
  readonly ref: PushedKey;
  /** The PushSecret, or the record where there is none any more. */
  readonly place: Place;
}

/** Something that was pushed and is to be removed. */
export interface Removal<Store> {
  readonly pushSecret: { readonly namespace: string; readonly name: string };
  readonly target: PushTarget<Store>;
  readonly ref: PushedKey;
  readonly place: Place;
}
