import type { RenderConfig } from '../model/config.ts';
import type { Plan } from '../model/plan.ts';
import type { Application } from '../model/run.ts';
import type { Store } from '../providers/provider.ts';
import { fingerprintOf } from './fingerprint.ts';
import { intervalOf } from './interval-of.ts';
import type { Reading, SeenFault, SeenRender } from './seen.ts';

/** An application that the daemon has rendered, and what of it is read again. */
export interface Watched {
  readonly application: Application & { readonly name: string };
  readonly config: RenderConfig;
  readonly planned: Plan<Store>;
  /** Whether something in it is made by a service and ends: ECR tokens, Vault leases. */
  readonly hasExpiring: boolean;
  /** Absent where nothing is to be read again. */
  readonly intervalMs?: number;
  /** Of what was read last; absent where a store did not answer. */
  readonly fingerprint?: string;
  readonly faults: readonly SeenFault[];
  readonly secrets: number;
  readonly renderedAt: number;
  readonly tookMs: number;
  /** When it is looked at next. */
  readonly dueAt: number;
  /** Checks in a row that could not be made. */
  readonly failures: number;
  /** When Argo CD was last asked to render it again; absent when it has since. */
  readonly askedAt?: number;
}

/** Values of these stay as long as the seed does, or do not change at all. */
const lasting = new Set(['Fake', 'Password', 'SSHKey', 'UUID']);
/** One that has not been rendered for so long has gone: Argo CD renders each at least once a day. */
const forgottenAfterMs = 48 * 3_600_000;
/** One that was not rendered although Argo CD was asked has gone, or has no ExternalSecrets any more. */
const unansweredAfterMs = 600_000;
const largestDelayMs = 3_600_000;

/** What the daemon remembers, in memory only. */
export class Applications {
  readonly #key: Uint8Array;
  readonly #leastMs: number;
  readonly #watched = new Map<string, Watched>();

  /**
   * @param key - Of the fingerprints; made anew by each daemon.
   * @param leastMs - No application is read more often than this.
   */
  constructor(key: Uint8Array, leastMs: number) {
    this.#key = key;
    this.#leastMs = leastMs;
  }

  /** Takes a render. Nothing is kept of one without an application, or that failed before anything was planned. */
  note({ application, config, reading, faults, secrets, tookMs }: SeenRender, now: number): void {
    const { name } = application;
    if (name === undefined) return;
    const id = idOf(application);
    if (reading === undefined) {
      const before = this.#watched.get(id);
      // What was last read stays as it is: the faults are of the manifests, and a commit will mend them.
      if (before !== undefined) this.#watched.set(id, { ...before, faults, renderedAt: now, tookMs });
      return;
    }
    const { planned } = reading;
    const interval = intervalOf(planned.wanted.keys());
    const intervalMs = interval === undefined ? undefined : Math.max(interval, this.#leastMs);
    const fingerprint = this.fingerprint(reading);
    this.#watched.set(id, {
      application: { ...application, name },
      ...{ config, planned, faults, secrets, tookMs, renderedAt: now, failures: 0 },
      hasExpiring: planned.generators.some(({ kind }) => !lasting.has(kind)),
      ...(intervalMs === undefined ? {} : { intervalMs }),
      ...(fingerprint === undefined ? {} : { fingerprint }),
      // One that failed for its store's sake is looked at soon, so that it mends by itself.
      dueAt: dueAt(now, fingerprint === undefined ? this.#leastMs : intervalMs),
    });
  }

  all(): readonly Watched[] {
    return [...this.#watched.values()];
  }

  /** Those to look at now; what has gone is forgotten. */
  due(now: number): readonly Watched[] {
    for (const [id, { renderedAt, askedAt }] of this.#watched) {
      const hasGone = askedAt !== undefined && now - askedAt > unansweredAfterMs;
      if (hasGone || now - renderedAt > forgottenAfterMs) this.#watched.delete(id);
    }
    return this.all().filter((one) => one.dueAt <= now && one.askedAt === undefined);
  }

  /** What a look at one came to; a render in the meantime knows better. */
  looked(before: Watched, came: 'same' | 'failed' | 'asked' | 'gone', now: number): void {
    const id = idOf(before.application);
    if (this.#watched.get(id) !== before) return;
    if (came === 'gone') {
      this.#watched.delete(id);
      return;
    }
    const { intervalMs = this.#leastMs, failures } = before;
    const backoff = Math.min(this.#leastMs * 2 ** failures, largestDelayMs);
    this.#watched.set(id, {
      ...before,
      failures: came === 'failed' ? failures + 1 : 0,
      dueAt: dueAt(now, came === 'failed' ? backoff : intervalMs),
      ...(came === 'asked' ? { askedAt: now } : {}),
    });
  }

  /** The fingerprint of what was read. */
  fingerprint(reading: Reading): string | undefined {
    return fingerprintOf(reading, this.#key);
  }
}

/** One application may have several sources, each rendered by itself. */
function idOf({ name, repository, path }: Application): string {
  return JSON.stringify([name, repository, path]);
}

function dueAt(now: number, intervalMs: number | undefined): number {
  return intervalMs === undefined ? Number.POSITIVE_INFINITY : now + intervalMs;
}
