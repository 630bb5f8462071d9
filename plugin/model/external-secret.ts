import type { Resource } from './resource.ts';

// The typed shape of ExternalSecret v1 after defaulting. v1beta1 documents are read into it too.

export type ConversionStrategy = 'Default' | 'Unicode';
export type DecodingStrategy = 'None' | 'Base64' | 'Base64URL' | 'Auto';
export type NullBytePolicy = 'Ignore' | 'Fail';
export type CreationPolicy = 'Owner' | 'Orphan' | 'Merge' | 'None' | 'CreateOrMerge';
export type DeletionPolicy = 'Delete' | 'Merge' | 'Retain';

export interface StoreRef {
  readonly name?: string;
  readonly kind?: 'SecretStore' | 'ClusterSecretStore';
}

export interface GeneratorRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

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

export interface FindSpec {
  readonly path?: string;
  readonly name?: { readonly regexp?: string };
  readonly tags?: Readonly<Record<string, string>>;
  readonly conversionStrategy?: ConversionStrategy;
  readonly decodingStrategy?: DecodingStrategy;
  readonly nullBytePolicy?: NullBytePolicy;
}

export interface RewriteMerge {
  readonly strategy: 'Extract' | 'JSON';
  readonly into: string;
  readonly priority?: readonly string[];
  readonly priorityPolicy: 'Strict' | 'IgnoreNotFound';
  readonly conflictPolicy: 'Error' | 'Ignore';
}

export interface RewriteSpec {
  readonly regexp?: { readonly source: string; readonly target: string };
  readonly transform?: { readonly template: string };
  readonly merge?: RewriteMerge;
}

export interface DataEntry {
  readonly secretKey: string;
  readonly remoteRef: RemoteRefSpec;
  readonly sourceRef?: SourceRef;
}

export interface DataFromEntry {
  readonly extract?: RemoteRefSpec;
  readonly find?: FindSpec;
  readonly sourceRef?: SourceRef;
  readonly rewrite?: readonly RewriteSpec[];
}

export interface TemplateItem {
  readonly key: string;
  readonly templateAs: 'Values' | 'KeysAndValues';
}

export interface TemplateObjectRef {
  readonly name: string;
  readonly items: readonly TemplateItem[];
}

export interface TemplateFromEntry {
  readonly configMap?: TemplateObjectRef;
  readonly secret?: TemplateObjectRef;
  readonly literal?: string;
  readonly target: string;
  readonly valuesDecodingStrategy?: DecodingStrategy;
}

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

export interface TargetSpec {
  readonly name?: string;
  readonly creationPolicy: CreationPolicy;
  readonly deletionPolicy: DeletionPolicy;
  readonly immutable?: boolean;
  readonly manifest?: { readonly apiVersion: string; readonly kind: string };
  readonly template?: TemplateSpec;
}

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
