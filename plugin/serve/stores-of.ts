import type { Reading } from './seen.ts';
import { storeReads } from './store-reads.ts';
import type { WatchedStore } from './watched.ts';

/** The stores of a reading, and whether each answered everything. */
export function storesOf(
  reading: Pick<Reading, 'planned' | 'fetched'>,
  readAt: number,
): ReadonlyMap<string, WatchedStore> {
  const found = new Map<string, WatchedStore>();
  for (const { client, status } of storeReads(reading)) {
    const { provider, resource, usedFrom } = client;
    const { kind, metadata } = resource;
    const namespace = kind === 'SecretStore' ? (metadata.namespace ?? usedFrom) : '';
    const id = JSON.stringify([kind, namespace, metadata.name]);
    const isReady = status !== 'failed' && (found.get(id)?.isReady ?? true);
    found.set(id, { kind, namespace, name: metadata.name, provider, isReady, readAt });
  }
  return found;
}
