import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Watched } from './applications.ts';
import type { SeenRender } from './seen.ts';

/** Counters of a daemon, for Prometheus. */
export interface Metrics {
  render(render: SeenRender): void;
  /** A look at an application's values, or a request to Argo CD. */
  look(what: 'same' | 'changed' | 'failed' | 'refreshed' | 'refused'): void;
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
  const labelNames = ['name', 'namespace'] as const;
  const syncs = new Counter({
    name: 'externalsecret_sync_calls_total',
    help: 'Renders of an ExternalSecret',
    ...{ labelNames, registers },
  });
  const syncErrors = new Counter({
    name: 'externalsecret_sync_calls_error',
    help: 'Renders of an ExternalSecret that failed',
    ...{ labelNames, registers },
  });
  new Gauge({
    name: 'externalsecret_status_condition',
    help: 'Whether the last render of an ExternalSecret succeeded',
    labelNames: ['name', 'namespace', 'condition', 'status'] as const,
    registers,
    collect() {
      this.reset();
      for (const [key, isReady] of readiness(watched())) {
        const labels = { ...labelsOf(key), condition: 'Ready' };
        this.set({ ...labels, status: 'True' }, isReady ? 1 : 0);
        this.set({ ...labels, status: 'False' }, isReady ? 0 : 1);
      }
    },
  });
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

  return {
    render({ reading, faults, tookMs }) {
      duration.observe({ status: faults.length === 0 ? 'rendered' : 'failed' }, tookMs / 1_000);
      for (const { metadata } of reading?.planned.wanted.keys() ?? []) {
        const labels = { name: metadata.name, namespace: metadata.namespace ?? '' };
        syncs.inc(labels);
        if (isAtFault(`${labels.namespace}/${labels.name}`, faults)) syncErrors.inc(labels);
      }
    },
    look: (result) => looks.inc({ result }),
    text: async () => ({ type: registry.contentType, body: await registry.metrics() }),
  };
}

/** Whether each ExternalSecret came out, by `NAMESPACE/NAME`. */
function readiness(watched: readonly Watched[]): ReadonlyMap<string, boolean> {
  const found = new Map<string, boolean>();
  for (const { planned, faults } of watched) {
    for (const { metadata } of planned.wanted.keys()) {
      const key = `${metadata.namespace ?? ''}/${metadata.name}`;
      found.set(key, !isAtFault(key, faults));
    }
  }
  return found;
}

function isAtFault(key: string, faults: Watched['faults']): boolean {
  return faults.some(({ externalSecret }) => externalSecret === key);
}

function labelsOf(key: string): { readonly name: string; readonly namespace: string } {
  const at = key.indexOf('/');
  return { name: key.slice(at + 1), namespace: key.slice(0, at) };
}
