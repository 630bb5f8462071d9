import type { Run } from '../../model/run.ts';
import type { RenderedSecret } from '../../model/secret.ts';
import { hashOfData, keepBooks } from '../bookkeeping.ts';
import type { Settled } from './settled.ts';
import { wholeOf } from './whole-of.ts';

/** The Secret that a base and those that merge into it make together, with the operator's books on it. */
export function mergeSecrets(settled: Settled, run: Run): RenderedSecret {
  const { base, mergers, plain } = settled;
  if (mergers.length === 0 && plain === undefined) return base;
  const whole = wholeOf(settled);
  const labels = new Map(whole.labels);
  const annotations = new Map(whole.annotations);
  keepBooks({ labels, annotations }, base.from, () => hashOfData(whole.data), run);
  return { ...whole, labels, annotations };
}
