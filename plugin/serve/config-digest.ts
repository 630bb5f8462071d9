import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { RenderConfig } from '../model/config.ts';
import { loadPlatform } from '../pipeline/load/load-platform.ts';

/**
 * Names a configuration: two processes with equal digests render alike. The content of what it names counts, trusted
 * documents and seed, and not where that lies. What each run chooses for itself does not count.
 *
 * @throws UsageError `PATH_UNREADABLE` where a trusted document cannot be read.
 */
export async function configDigest(config: RenderConfig): Promise<string> {
  const { file: _file, namespace: _namespace, stores: _stores, generators, limits, ...rest } = config;
  const { timeoutMs: _timeoutMs, ...bounds } = limits;
  const { seedFile } = generators;
  const hash = createHash('sha256').update(JSON.stringify({ ...rest, limits: bounds }));
  const seed = seedFile === undefined ? [] : [await readFile(seedFile).catch(() => Buffer.alloc(0))];
  const platform = (await loadPlatform(config)).map(({ bytes }) => bytes);
  for (const part of [seed, platform]) {
    hash.update(`${part.length}:`);
    for (const bytes of part) hash.update(`${bytes.length}:`).update(bytes);
  }
  return hash.digest('hex');
}
