import type { Application } from '../model/run.ts';
import type { Source } from '../model/source.ts';
import type { SeenFault } from './seen.ts';

/** An ExternalSecret of an application that is watched. */
export interface WatchedSecret {
  /** How often it is read again; absent where it is not with time. */
  readonly intervalMs?: number;
  /** Whether something in it is made by a service and ends: ECR tokens, Vault leases. */
  readonly isMadeAnew: boolean;
  /** Of what was read last; absent where a store did not answer. */
  readonly fingerprint?: string;
  /** Looks in a row that found it changed. */
  readonly changes: number;
  /** When it is read next; infinite where it is not. */
  readonly dueAt: number;
}

/** A store that an application reads from, as of the last time. */
export interface WatchedStore {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly provider: string;
  /** Whether it answered everything. */
  readonly isReady: boolean;
  readonly readAt: number;
}

/** An application that the daemon has rendered, and what of it is read again. Times are those of a clock that never jumps. */
export interface Watched {
  readonly id: string;
  readonly application: Application & { readonly name: string };
  /** Namespace of documents that name none, where the client said one. */
  readonly namespace?: string;
  /** The documents that say what is read. */
  readonly sources: readonly Source[];
  /** By `NAMESPACE/NAME`. */
  readonly secrets: ReadonlyMap<string, WatchedSecret>;
  readonly stores: ReadonlyMap<string, WatchedStore>;
  /** What was wrong with its last render. */
  readonly faults: readonly SeenFault[];
  /** How many Secrets came out of it. */
  readonly made: number;
  readonly renderedAt: number;
  readonly tookMs: number;
  /** Looks in a row that could not be made. */
  readonly failures: number;
  /** Renders in a row that failed although the stores had answered before. */
  readonly relapses: number;
  /** It is left alone until then, whatever is due. */
  readonly restsUntil: number;
  /** When Argo CD was last asked to render it again; absent when it has since. */
  readonly askedAt?: number;
}
