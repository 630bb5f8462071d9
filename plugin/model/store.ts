import type { JsonObject } from './document.ts';
import type { Resource } from './resource.ts';

/** One condition of a ClusterSecretStore. */
export interface StoreCondition {
  readonly namespaces?: readonly string[];
  readonly namespaceRegexes?: readonly string[];
  readonly namespaceSelector?: LabelSelector;
}

/** Labels to choose by, as Kubernetes has them; an empty selector takes everything. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
    readonly values?: readonly string[];
  }[];
}

/** `spec` of a store. */
export interface StoreSpec {
  readonly controller?: string;
  /** Exactly one property, named after the provider. */
  readonly provider: Readonly<Record<string, JsonObject>>;
  readonly retrySettings?: { readonly maxRetries?: number; readonly retryInterval?: string };
  readonly conditions?: readonly StoreCondition[];
  readonly refreshInterval?: string | number;
}

/** A SecretStore or ClusterSecretStore. */
export type StoreResource = Resource<StoreSpec>;
