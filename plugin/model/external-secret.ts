import type { Resource } from './resource.ts';

// The typed shape of ExternalSecret v1 after defaulting. v1beta1 documents are read into it too.

/** What becomes of characters that no key of a Secret may have. */
export type ConversionStrategy = 'Default' | 'Unicode';

/** How a value is decoded before anything else sees it. */
export type DecodingStrategy = 'None' | 'Base64' | 'Base64URL' | 'Auto';

/** What becomes of a value with a null byte. */
export type NullBytePolicy = 'Ignore' | 'Fail';

/** Whose the Secret is. */
export type CreationPolicy = 'Owner' | 'Orphan' | 'Merge' | 'None' | 'CreateOrMerge';

/** What becomes of the Secret when nothing is left in the store. */
export type DeletionPolicy = 'Delete' | 'Merge' | 'Retain';

/** Which store is read; without a kind it is a SecretStore. */
export interface StoreRef {
  readonly name?: string;
  readonly kind?: 'SecretStore' | 'ClusterSecretStore';
}

/** Which generator makes the values. */
export interface GeneratorRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

/** Where one entry comes from, in place of the store of the whole: one of the two. */
export interface SourceRef {
  readonly storeRef?: StoreRef;
  readonly generatorRef?: GeneratorRef;
}

/** `remoteRef` and `extract`. */
export interface RemoteRefSpec {
  readonly key: string;
  readonly property?: string;
  readonly version?: string;
  readonly metadataPolicy?: 'None' | 'Fetch';
  readonly conversionStrategy?: ConversionStrategy;
  readonly decodingStrategy?: DecodingStrategy;
  readonly nullBytePolicy?: NullBytePolicy;
}

/** `find`: what to look for; all that is given must hold, as far as the provider looks at it. */
export interface FindSpec {
  readonly path?: string;
  readonly name?: { readonly regexp?: string };
  readonly tags?: Readonly<Record<string, string>>;
  readonly conversionStrategy?: ConversionStrategy;
  readonly decodingStrategy?: DecodingStrategy;
  readonly nullBytePolicy?: NullBytePolicy;
}

/** `rewrite[].merge`: JSON objects of several values made into one. */
export interface RewriteMerge {
  readonly strategy: 'Extract' | 'JSON';
  readonly into: string;
  readonly priority?: readonly string[];
  readonly priorityPolicy: 'Strict' | 'IgnoreNotFound';
  readonly conflictPolicy: 'Error' | 'Ignore';
}

/** One step of `rewrite`: exactly one of the three. */
export interface RewriteSpec {
  readonly regexp?: { readonly source: string; readonly target: string };
  readonly transform?: { readonly template: string };
  readonly merge?: RewriteMerge;
}

/** An entry of `data`: one value under a key of its own. */
export interface DataEntry {
  readonly secretKey: string;
  readonly remoteRef: RemoteRefSpec;
  readonly sourceRef?: SourceRef;
}

/** An entry of `dataFrom`: many values, whose keys come with them. */
export interface DataFromEntry {
  readonly extract?: RemoteRefSpec;
  readonly find?: FindSpec;
  readonly sourceRef?: SourceRef;
  readonly rewrite?: readonly RewriteSpec[];
}

/** A key of a ConfigMap or Secret that holds a template. */
export interface TemplateItem {
  readonly key: string;
  readonly templateAs: 'Values' | 'KeysAndValues';
}

/** A ConfigMap or Secret that holds templates. */
export interface TemplateObjectRef {
  readonly name: string;
  readonly items: readonly TemplateItem[];
}

/** An entry of `templateFrom`: one of `configMap`, `secret` and `literal`. */
export interface TemplateFromEntry {
  readonly configMap?: TemplateObjectRef;
  readonly secret?: TemplateObjectRef;
  readonly literal?: string;
  readonly target: string;
  readonly valuesDecodingStrategy?: DecodingStrategy;
}

/** `target.template`: what the Secret looks like. */
export interface TemplateSpec {
  readonly engineVersion: 'v2';
  readonly type?: string;
  readonly mergePolicy: 'Replace' | 'Merge';
  readonly metadata?: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly finalizers?: readonly string[];
  };
  readonly data?: Readonly<Record<string, string>>;
  readonly templateFrom?: readonly TemplateFromEntry[];
}

/** `target`: the Secret that is made, or with `manifest` the object of another kind. */
export interface TargetSpec {
  readonly name?: string;
  readonly creationPolicy: CreationPolicy;
  readonly deletionPolicy: DeletionPolicy;
  readonly immutable?: boolean;
  readonly manifest?: { readonly apiVersion: string; readonly kind: string };
  readonly template?: TemplateSpec;
}

/** `spec` of an ExternalSecret. */
export interface ExternalSecretSpec {
  readonly secretStoreRef?: StoreRef;
  readonly target: TargetSpec;
  readonly refreshInterval?: string;
  readonly refreshPolicy?: 'CreatedOnce' | 'Periodic' | 'OnChange';
  readonly data?: readonly DataEntry[];
  readonly dataFrom?: readonly DataFromEntry[];
}

/** An ExternalSecret, of whatever served version. */
export type ExternalSecret = Resource<ExternalSecretSpec>;
