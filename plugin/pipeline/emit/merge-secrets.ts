import type { Run } from '../../model/run.ts';
import type { RenderedSecret } from '../../model/secret.ts';
import { hashOfData, keepBooks } from '../bookkeeping.ts';
import type { Settled } from './settle.ts';

/** The Secret that a base and those that merge into it make together: later keys win, the base keeps its type. */
export function mergeSecrets({ base, mergers }: Settled, run: Run): RenderedSecret {
  if (mergers.length === 0) return base;
  const all = [base, ...mergers];
  const data = new Map(all.flatMap((secret) => [...secret.data]));
  const labels = new Map(all.flatMap((secret) => [...secret.labels]));
  const annotations = new Map(all.flatMap((secret) => [...secret.annotations]));
  keepBooks({ labels, annotations }, base.from, () => hashOfData(data), run);
  return { ...base, data, labels, annotations };
}
