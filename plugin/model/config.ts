import type { Origin } from './origin.ts';

// The platform configuration, `RenderConfig` (schemas/config.schema.json), with every default filled in.

/** One rule of `policy.rules`. A list that is absent covers everything, an empty one nothing; entries are patterns. */
export interface PolicyRule {
  readonly name?: string;
  readonly projects?: readonly string[];
  readonly namespaces?: readonly string[];
  readonly applications?: readonly string[];
  readonly repositories?: readonly string[];
  readonly stores?: readonly string[];
  readonly keys?: readonly string[];
  readonly providers?: readonly string[];
  readonly generators?: readonly string[];
}

/** What the platform has decided for every run. */
export interface RenderConfig {
  /** Path of the file, for errors; absent when there is none. */
  readonly file?: string;
  /** Namespace of documents that name none. */
  readonly namespace?: string;
  /** Files and folders with trusted stores, generators, Namespaces, Secrets, ConfigMaps, ServiceAccounts. */
  readonly stores: readonly string[];
  readonly controllerClass: string;
  readonly emptyResult: 'error' | 'skip';
  readonly random: 'refuse' | 'allow';
  readonly merge: 'error' | 'serverSideApply';
  readonly genericTargets: 'deny' | 'allow';
  readonly findKeys: 'eso' | 'relative';
  readonly engine: 'gotemplate' | 'handlebars';
  readonly emit: {
    readonly esoMetadata: boolean;
    readonly keep: boolean;
    readonly rollout: 'off' | 'checksum' | 'hash-suffix';
  };
  readonly policy: {
    readonly inputStores: 'restrict' | 'allow' | 'deny';
    readonly namespaces: 'restrict' | 'allow';
    readonly rules: readonly PolicyRule[];
  };
  readonly credentials: {
    /** Absent: each command's own default. */
    readonly mode?: 'declared' | 'ambient' | 'auto';
    readonly directory?: string;
    /** ServiceAccount `NAMESPACE/NAME` to a file that holds its token. */
    readonly tokens: Readonly<Record<string, string>>;
  };
  readonly cluster: { readonly enabled: boolean; readonly kubeconfig?: string; readonly context?: string };
  readonly generators: { readonly seedFile?: string };
  readonly push: { readonly stateFile?: string };
  readonly limits: {
    readonly timeoutMs: number;
    readonly requestTimeoutMs: number;
    readonly concurrency: number;
    readonly maxInputBytes: number;
    readonly maxDocuments: number;
    readonly maxReferences: number;
    readonly templateSteps: number;
    readonly templateOutputBytes: number;
  };
  readonly validate: { readonly disable: readonly string[] };
}

/** Whether an origin is trusted. */
export function isTrusted(origin: Origin): boolean {
  return origin !== 'input';
}
