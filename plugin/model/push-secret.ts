import type { Json } from './document.ts';
import type { GeneratorRef, TemplateSpec } from './external-secret.ts';
import type { Resource } from './resource.ts';
import type { LabelSelector } from './store.ts';

// The typed shape of PushSecret v1alpha1 after defaulting.

/** How the keys of the source are changed before they are looked at. */
export type ReverseStrategy = 'None' | 'ReverseUnicode';

/** One store, or all of a kind that have labels. */
export interface PushStoreRef {
  readonly kind: 'SecretStore' | 'ClusterSecretStore';
  readonly name?: string;
  readonly labelSelector?: LabelSelector;
}

/** One value and where it goes. */
export interface PushData {
  readonly match: {
    /** Absent or empty: the whole Secret. */
    readonly secretKey?: string;
    readonly remoteRef: { readonly remoteKey: string; readonly property?: string };
  };
  readonly metadata?: Json;
  readonly conversionStrategy: ReverseStrategy;
}

/** How a key of the source becomes a remote key. */
export interface PushRewrite {
  readonly regexp?: { readonly source: string; readonly target: string };
  readonly transform?: { readonly template: string };
}

/** Many values and where they go. */
export interface PushDataTo {
  readonly storeRef?: PushStoreRef;
  readonly match?: { readonly regexp?: string };
  /** All that matched as one JSON object, under this key. */
  readonly remoteKey?: string;
  readonly rewrite?: readonly PushRewrite[];
  readonly metadata?: Json;
  readonly conversionStrategy: ReverseStrategy;
}

/** `spec` of a PushSecret. */
export interface PushSecretSpec {
  readonly secretStoreRefs: readonly PushStoreRef[];
  readonly selector: {
    readonly secret?: { readonly name?: string; readonly selector?: LabelSelector };
    readonly generatorRef?: GeneratorRef;
  };
  readonly data?: readonly PushData[];
  readonly dataTo?: readonly PushDataTo[];
  readonly template?: TemplateSpec;
  readonly updatePolicy: 'Replace' | 'IfNotExists';
  readonly deletionPolicy: 'Delete' | 'None';
}

/** A PushSecret: one of the input, or one that a ClusterPushSecret makes. */
export type PushSecret = Resource<PushSecretSpec>;
