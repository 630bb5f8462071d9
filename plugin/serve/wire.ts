import type { Excerpt, Place } from '../model/place.ts';
import type { Application } from '../model/run.ts';
import type { Source } from '../model/source.ts';

// What `esr generate` and `esr serve` say to each other: one frame each way, in an HTTP request on a Unix socket.

/** Path of the one request. */
export const wirePath = '/v1/generate';

/** Manifests to render. Their bytes stand beside it, in the same order. */
export interface WireRequest {
  /** The program's; both sides have to be of one build. */
  readonly version: string;
  /** Digest of the client's configuration (`config-digest.ts`); both sides have to have the same one. */
  readonly config: string;
  readonly application: Application;
  /** Namespace of documents that name none. */
  readonly namespace?: string;
  /** How long the client will wait, in milliseconds. */
  readonly timeoutMs: number;
  readonly sources: readonly WireSource[];
}

/** A source without its bytes. */
export type WireSource = Pick<Source, 'name' | 'format'>;

/** What a request came to. The output stands beside it; there is none where there are faults. */
export interface WireAnswer {
  readonly warnings: readonly WireRemark[];
  readonly faults: readonly WireFault[];
}

/** A warning, its words masked. */
export interface WireRemark {
  readonly code: string;
  readonly says: string;
  readonly hint?: string;
  readonly place?: WirePlace;
}

/** An error, its words masked. */
export interface WireFault extends WireRemark {
  readonly exitStatus: 1 | 2 | 3;
  /** Whom it concerns, where `cause` is shared. */
  readonly subject?: string;
  readonly cause?: WireFault;
}

/** A place whose excerpt is worked out. */
export interface WirePlace extends Omit<Place, 'excerpt'> {
  readonly excerpt?: Excerpt;
}
