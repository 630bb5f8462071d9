import type { JsonObject } from './document.ts';
import type { ExternalSecret } from './external-secret.ts';
import type { Sensitive } from './sensitive.ts';

/** A Secret that will be written, before it is text. */
export interface RenderedSecret {
  readonly form: 'secret';
  readonly name: string;
  readonly namespace?: string;
  readonly type: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: ReadonlyMap<string, string>;
  readonly finalizers: readonly string[];
  readonly data: ReadonlyMap<string, Sensitive>;
  readonly immutable: boolean;
  /** The ExternalSecret that asked for it: gives position, policies and carried annotations. */
  readonly from: ExternalSecret;
}

/** An object other than a Secret, made through `target.manifest`. Its strings may be secret. */
export interface RenderedObject {
  readonly form: 'object';
  readonly value: JsonObject;
  readonly from: ExternalSecret;
}

/** What became of one ExternalSecret. */
export type Rendered =
  | RenderedSecret
  | RenderedObject
  /** Nothing is written, on purpose; `why` is for the summary. */
  | { readonly form: 'nothing'; readonly why: string; readonly from: ExternalSecret }
  /** Another controller's: the document leaves as it came. */
  | { readonly form: 'untouched'; readonly why: string; readonly from: ExternalSecret };
