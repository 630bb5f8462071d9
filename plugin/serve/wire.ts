import type { Excerpt, Place } from '../model/place.ts';
import type { Application } from '../model/run.ts';
import type { Source } from '../model/source.ts';

// What `esr generate` and `esr serve` say to each other: one JSON object each way, in an HTTP request on a Unix socket.

/** Path of the one request. */
export const wirePath = '/v1/generate';

/** Manifests to render. */
export interface WireRequest {
  /** The program's; both sides have to be of one build. */
  readonly version: string;
  /** Digest of the client's configuration (`config-digest.ts`); both sides have to have the same one. */
  readonly config: string;
  readonly application: Application;
  /** Namespace of documents that name none. */
  readonly namespace?: string;
  /** How long the client waits, in milliseconds. */
  readonly timeoutMs: number;
  readonly sources: readonly WireSource[];
}

/** A source whose bytes are base64. */
export interface WireSource extends Pick<Source, 'name' | 'format'> {
  readonly bytes: string;
}

/** What a request came to: output, or faults. */
export interface WireAnswer {
  /** Base64; empty where there are faults. */
  readonly chunks: readonly string[];
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
