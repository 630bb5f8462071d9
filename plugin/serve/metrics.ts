import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { labelsOf } from './labels-of.ts';
import type { Look } from './look-again.ts';
import { nameOf } from './name-of.ts';
import type { SeenRender } from './seen.ts';
import { storeReads } from './store-reads.ts';
import { type SyncCounts, syncCounts } from './sync-counts.ts';
import type { Watched, WatchedStore } from './watched.ts';

/** Counters of a daemon, for Prometheus. */
export interface Metrics {
  render(render: SeenRender): void;
  /** What a look read. */
  read(look: Look): void;
  /** What a look, or a request to Argo CD, came to. */
  look(what: 'same' | 'changed' | 'failed' | 'refreshed' | 'gone' | 'refused'): void;
  /** The text that Prometheus reads, and its type. */
  text(): Promise<{ readonly type: string; readonly body: string }>;
}

/**
 * Opens the metrics.
 *
 * @remarks
 * Names and labels are the operator's where they mean the same (`externalsecret_*`), so that dashboards and alerts go on
 * working; the daemon's own begin with `esr_`. https://external-secrets.io/latest/api/metrics/
 */
export function openMetrics(watched: () => readonly Watched[]): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const syncs = syncCounts(registers);
  states(watched, registers);
  const duration = new Histogram({
    name: 'esr_render_duration_seconds',
    help: 'Time of a render',
    labelNames: ['status'] as const,
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 45],
    registers,
  });
  const looks = new Counter({
    name: 'esr_looks_total',
    help: 'Looks whether values have changed, and requests to Argo CD to render again, by what they came to',
    labelNames: ['result'] as const,
    registers,
  });
  const reads = new Counter({
    name: 'esr_store_reads_total',
    help: 'Distinct remote values and searches that renders and looks asked stores for, by what they came to',
    labelNames: ['provider', 'status'] as const,
    registers,
  });
  const read: Metrics['read'] = (look) => {
    if ('codes' in look) return;
    for (const { client, status } of storeReads(look)) reads.inc({ provider: client.provider, status });
  };

  return {
    render(render) {
      const { reading, faults, tookMs } = render;
      duration.observe({ status: faults.length === 0 ? 'rendered' : 'failed' }, tookMs / 1_000);
      if (reading !== undefined) read(reading);
      countSyncs(render, syncs);
    },
    read,
    look: (result) => looks.inc({ result }),
    async text() {
      // What nobody renders any more would be told for ever.
      syncs.keepOnly(new Set(watched().flatMap(({ secrets }) => [...secrets.keys()])));
      return { type: registry.contentType, body: await registry.metrics() };
    },
  };
}

function countSyncs({ application, reading, faults }: SeenRender, syncs: SyncCounts): void {
  if (application.name === undefined) return;
  for (const externalSecret of reading?.planned.wanted.keys() ?? []) {
    const name = nameOf(externalSecret);
    syncs.count(name, isAtFault(name, faults));
  }
}

/** What is so at the moment, read from what is remembered. */
function states(watched: () => readonly Watched[], registers: Registry[]): void {
  condition('externalsecret', 'the last render of an ExternalSecret succeeded', registers, () =>
    watched().flatMap(({ secrets, faults }) =>
      [...secrets.keys()].map((name) => ({ ...labelsOf(name), isReady: !isAtFault(name, faults) })),
    ),
  );
  for (const kind of ['SecretStore', 'ClusterSecretStore']) {
    condition(kind.toLowerCase(), `a ${kind} answered when it was last read from`, registers, () =>
      latest(watched()).filter((store) => store.kind === kind),
    );
  }
  new Gauge({
    name: 'esr_applications',
    help: 'Applications that are remembered, by whether their last render succeeded',
    labelNames: ['status'] as const,
    registers,
    collect() {
      const failed = watched().filter(({ faults }) => faults.length > 0).length;
      this.set({ status: 'failed' }, failed);
      this.set({ status: 'rendered' }, watched().length - failed);
    },
  });
}

/** A condition `Ready` as the operator tells it. */
function condition(
  of: string,
  says: string,
  registers: Registry[],
  now: () => readonly { readonly name: string; readonly namespace: string; readonly isReady: boolean }[],
): void {
  new Gauge({
    name: `${of}_status_condition`,
    help: `Whether ${says}`,
    labelNames: ['name', 'namespace', 'condition', 'status'] as const,
    registers,
    collect() {
      this.reset();
      for (const { name, namespace, isReady } of now()) {
        const labels = { name, namespace, condition: 'Ready' };
        this.set({ ...labels, status: 'True' }, isReady ? 1 : 0);
        this.set({ ...labels, status: 'False' }, isReady ? 0 : 1);
      }
    },
  });
}

/** Each store as whoever read from it last knows it. */
function latest(watched: readonly Watched[]): readonly WatchedStore[] {
  const found = new Map<string, WatchedStore>();
  for (const { stores } of watched) {
    for (const [id, store] of stores) if ((found.get(id)?.readAt ?? 0) <= store.readAt) found.set(id, store);
  }
  return [...found.values()];
}

function isAtFault(name: string, faults: Watched['faults']): boolean {
  return faults.some(({ externalSecret }) => externalSecret === name);
}
