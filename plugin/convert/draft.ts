import type { StoreNeed } from './store-need.ts';

/** One value of a remote secret, as an item of `spec.data` will ask for it. */
export interface Reference {
  readonly store: StoreNeed;
  readonly key: string;
  readonly property?: string;
  readonly version?: string;
  /** Absent: the value is used as it is. */
  readonly decoding?: 'Base64' | 'Auto';
}

/** An item of `spec.data`. */
export interface Entry extends Reference {
  readonly secretKey: string;
}

/** An item of `spec.dataFrom`: a whole remote secret, or all below a path. */
export type WholeSource =
  | { readonly kind: 'extract'; readonly from: Reference }
  | {
      readonly kind: 'find';
      readonly store: StoreNeed;
      readonly path: string;
      readonly regexp: string;
      /** Cuts what a name is rewritten to out of the whole one. */
      readonly source: string;
    };

/** Texts of `template.templateFrom` for objects that are no Secrets: a literal and the field that it becomes. */
export interface Literal {
  readonly target: string;
  readonly text: string;
}

/** `spec.target.template`. Texts are Go templates. */
export interface DraftTemplate {
  readonly type?: string;
  /** Keep what was fetched beside `data`. */
  readonly merges?: boolean;
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: ReadonlyMap<string, string>;
  readonly data: ReadonlyMap<string, string>;
  readonly literals: readonly Literal[];
}

/** An ExternalSecret before its stores have names. */
export interface Draft {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: ReadonlyMap<string, string>;
  readonly immutable: boolean;
  /** What is made where that is no Secret. */
  readonly manifest?: { readonly apiVersion: string; readonly kind: string };
  readonly template?: DraftTemplate;
  readonly entries: readonly Entry[];
  readonly sources: readonly WholeSource[];
}
