import type { Application } from '../model/run.ts';
import { fingerprintsOf } from './fingerprints-of.ts';
import { intervalOf } from './interval-of.ts';
import { isStale } from './is-stale.ts';
import { keptSources } from './kept-sources.ts';
import { nameOf } from './name-of.ts';
import { nextOf } from './next-of.ts';
import type { Reading, SeenRender } from './seen.ts';
import { storesOf } from './stores-of.ts';
import { backoff, damped, spread } from './waits.ts';
import type { Watched, WatchedSecret, WatchedStore } from './watched.ts';

/** What a look at an application came to. */
export type LookedAt =
  | { readonly kind: 'same'; readonly names: readonly string[]; readonly stores: Watched['stores'] }
  /** A store did not answer, or Argo CD did not. */
  | { readonly kind: 'failed'; readonly stores?: Watched['stores'] }
  /** Argo CD was asked to render it again. */
  | { readonly kind: 'asked'; readonly changed: readonly string[] }
  /** Argo CD knows no such Application. */
  | { readonly kind: 'gone' };

/** Values of these stay as long as the seed does, or do not change at all. */
const lasting = new Set(['Fake', 'Password', 'SSHKey', 'UUID']);
/** One that was not rendered although Argo CD was asked has gone, is rendered by another daemon, or has no ExternalSecrets any more. */
const unansweredAfterMs = 600_000;

/** What the daemon remembers, in memory only. */
export class Applications {
  readonly #key: Uint8Array;
  readonly #leastMs: number;
  readonly #watched = new Map<string, Watched>();

  /**
   * @param key - Of the fingerprints; made anew by each daemon.
   * @param leastMs - Nothing is read more often than this.
   */
  constructor(key: Uint8Array, leastMs: number) {
    this.#key = key;
    this.#leastMs = leastMs;
  }

  /** Takes a render. Nothing is kept of one without an application. */
  note({ application, namespace, reading, faults, secrets: made, tookMs }: SeenRender, now: number): void {
    const { name } = application;
    if (name === undefined) return;
    const id = idOf(application);
    const before = this.#watched.get(id);
    const isRelapse = faults.length > 0 && before?.askedAt !== undefined;
    const relapses = faults.length === 0 ? 0 : (before?.relapses ?? 0) + Number(isRelapse);
    const secrets = reading === undefined ? before?.secrets : this.#secretsOf(reading, { before, relapses, id, now });
    this.#watched.set(id, {
      ...{ id, application: { ...application, name }, faults, made, tookMs, relapses },
      ...(namespace === undefined ? {} : { namespace }),
      // Of a render that read nothing, what was read before stays: the faults are of the manifests, and a commit will mend them.
      sources: reading === undefined ? (before?.sources ?? []) : keptSources(reading.inventory),
      secrets: secrets ?? new Map<string, WatchedSecret>(),
      stores: reading === undefined ? (before?.stores ?? new Map<string, WatchedStore>()) : storesOf(reading, now),
      ...{ renderedAt: now, failures: 0, restsUntil: now },
    });
  }

  all(): readonly Watched[] {
    return [...this.#watched.values()];
  }

  /** Those to look at now, who has waited longest first; what has gone is forgotten. */
  due(now: number): readonly Watched[] {
    for (const one of this.#watched.values()) {
      const hasGone = one.askedAt !== undefined && now - one.askedAt > unansweredAfterMs;
      if (hasGone || (isStale(one, now) && !Number.isFinite(nextOf(one)))) this.#watched.delete(one.id);
    }
    const isDue = (one: Watched) => one.restsUntil <= now && (nextOf(one) <= now || isStale(one, now));
    return this.all()
      .filter((one) => one.askedAt === undefined && isDue(one))
      .sort((a, b) => nextOf(a) - nextOf(b));
  }

  /** Whether nothing was learned of it since. */
  isCurrent(watched: Watched): boolean {
    return this.#watched.get(watched.id) === watched;
  }

  /** Takes what a look came to. A render in the meantime knows better. */
  looked(watched: Watched, came: LookedAt, now: number): void {
    if (!this.isCurrent(watched)) return;
    const { id, application, failures } = watched;
    const all = this.all().filter((one) => one.application.name === application.name);
    if (came.kind === 'gone') {
      for (const one of all) this.#watched.delete(one.id);
    } else if (came.kind === 'failed') {
      const restsUntil = now + spread(backoff(this.#leastMs, failures), id);
      const stores = new Map([...watched.stores, ...(came.stores ?? [])]);
      this.#watched.set(id, { ...watched, stores, failures: failures + 1, restsUntil });
    } else if (came.kind === 'same') {
      const stores = new Map([...watched.stores, ...came.stores]);
      const settled = came.names.map((name) => [name, { changes: 0 }] as const);
      this.#watched.set(id, { ...this.#with(watched, settled, now), stores, failures: 0 });
    } else {
      // All sources of an Application are rendered together.
      for (const one of all) this.#watched.set(one.id, { ...one, askedAt: now });
      const settled = came.changed.map((name) => [name, { changes: changesOf(watched, name) + 1 }] as const);
      this.#watched.set(id, { ...this.#with(watched, settled, now), askedAt: now, failures: 0 });
    }
  }

  /** The fingerprints of what was read. */
  fingerprints(reading: Pick<Reading, 'planned' | 'fetched'>): ReadonlyMap<string, string | undefined> {
    return fingerprintsOf(reading, this.#key);
  }

  #secretsOf(
    reading: Reading,
    known: {
      readonly before: Watched | undefined;
      readonly relapses: number;
      readonly id: string;
      readonly now: number;
    },
  ): ReadonlyMap<string, WatchedSecret> {
    const { before, relapses, id, now } = known;
    const fingerprints = this.fingerprints(reading);
    const each = [...reading.planned.wanted].map(([externalSecret, { dataFrom }]) => {
      const name = nameOf(externalSecret);
      const fingerprint = fingerprints.get(name);
      const own = intervalOf(externalSecret);
      const intervalMs = own === undefined ? undefined : Math.max(own, this.#leastMs);
      const changes = before === undefined ? 0 : changesOf(before, name);
      // One that failed for its store's sake is looked at soon, whatever its interval, so that it mends by itself.
      const wait = fingerprint === undefined ? backoff(this.#leastMs, relapses) : waitOf(intervalMs, changes);
      const secret: WatchedSecret = {
        ...(intervalMs === undefined ? {} : { intervalMs }),
        isMadeAnew: dataFrom.some((source) => source.from === 'generator' && !lasting.has(source.generator.kind)),
        ...(fingerprint === undefined ? {} : { fingerprint }),
        ...{ changes, dueAt: now + spread(wait, id) },
      };
      return [name, secret] as const;
    });
    return new Map(each);
  }

  #with(
    watched: Watched,
    settled: readonly (readonly [name: string, { readonly changes: number }])[],
    now: number,
  ): Watched {
    const secrets = new Map(watched.secrets);
    for (const [name, { changes }] of settled) {
      const secret = secrets.get(name);
      if (secret === undefined) continue;
      secrets.set(name, { ...secret, changes, dueAt: now + spread(waitOf(secret.intervalMs, changes), watched.id) });
    }
    return { ...watched, secrets };
  }
}

function waitOf(intervalMs: number | undefined, changes: number): number {
  return intervalMs === undefined ? Number.POSITIVE_INFINITY : damped(intervalMs, changes);
}

function changesOf({ secrets }: Watched, name: string): number {
  return secrets.get(name)?.changes ?? 0;
}

/** One application may have several sources, each rendered by itself. */
function idOf({ name, repository, path }: Application): string {
  return JSON.stringify([name, repository, path]);
}
