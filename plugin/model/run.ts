import type { EsrError } from '../errors/esr-error.ts';
import type { RenderConfig } from './config.ts';
import type { Place } from './place.ts';
import type { RandomSource } from './random.ts';

/** A remark that does not stop the run. */
export interface Warning {
  /** Stable, documented, upper snake case. */
  readonly code: string;
  readonly says: string;
  readonly hint?: string;
  readonly place?: Place;
}

/** The application that Argo CD renders, from `ARGOCD_APP_*`; absent outside Argo CD. */
export interface Application {
  readonly name?: string;
  readonly namespace?: string;
  readonly project?: string;
  readonly repository?: string;
  readonly path?: string;
}

/** What a run has and a test replaces. There is no other ambient state. */
export interface Run {
  readonly config: RenderConfig;
  readonly application: Application;
  /** `render`, `validate` and `plan` are for people: credentials and randomness are looser there. */
  readonly purpose: 'generate' | 'render' | 'validate' | 'plan' | 'push';
  /** Fires when the run's time is over. */
  readonly signal: AbortSignal;
  /** When that will be, as `now` tells it; absent where no time is set. */
  readonly endsAt?: number;
  /** Wall clock, milliseconds since 1970. */
  now(): number;
  /** The clock that templates see, where it is another one: both sides of a diff are rendered at one moment. */
  readonly templateNow?: () => number;
  /** System randomness, or one derived from the seed for a purpose (a text that names object, field and spec). */
  random(purpose: string): RandomSource;
  /** Whether random values stay the same at each render, because a seed is set. */
  readonly seeded: boolean;
  warn(warning: Warning): void;
  /**
   * Told each fault after which the work goes on with what is left, so that the faults of later stages show as well.
   * Absent: a stage throws its faults together at its end.
   */
  readonly fault?: ((fault: EsrError) => void) | undefined;
  /** Tells the redactor a value that may never be written to stderr. */
  conceal(value: Uint8Array | string): void;
  /** Tells the redactor texts of documents that are no values: messages may show them, even where a value is the same. */
  readonly admit?: ((texts: () => Iterable<string>) => void) | undefined;
}
