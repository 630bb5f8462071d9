import { Counter, type Registry } from 'prom-client';
import { labelsOf } from './labels-of.ts';

/** Counters of the renders of each ExternalSecret. */
export interface SyncCounts {
  /** @param name - `NAMESPACE/NAME` */
  count(name: string, hasFailed: boolean): void;
  /** Forgets all others. */
  keepOnly(names: ReadonlySet<string>): void;
}

/** Opens the operator's two counters of syncs. */
export function syncCounts(registers: Registry[]): SyncCounts {
  const labelNames = ['name', 'namespace'] as const;
  const all = new Counter({
    name: 'externalsecret_sync_calls_total',
    help: 'Renders of an ExternalSecret',
    ...{ labelNames, registers },
  });
  const failed = new Counter({
    name: 'externalsecret_sync_calls_error',
    help: 'Renders of an ExternalSecret that failed',
    ...{ labelNames, registers },
  });
  const counted = new Set<string>();
  return {
    count(name, hasFailed) {
      counted.add(name);
      all.inc(labelsOf(name));
      // Both from the first render on, so that a rate can be told.
      failed.inc(labelsOf(name), hasFailed ? 1 : 0);
    },
    keepOnly(names) {
      for (const name of counted) {
        if (names.has(name)) continue;
        counted.delete(name);
        all.remove(labelsOf(name));
        failed.remove(labelsOf(name));
      }
    },
  };
}
