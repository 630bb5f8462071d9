import { type ManifestError, manifestError } from '../../errors/manifest.ts';
import type { Run } from '../../model/run.ts';
import type { RenderedSecret } from '../../model/secret.ts';
import { secretName } from './secret-name.ts';
import type { Settled } from './settled.ts';

/**
 * Minds `target.immutable` among those who make a Secret together.
 *
 * @remarks
 * The operator makes a Secret that is there immutable without merging anything into it, and refuses whoever comes later;
 * Who makes the Secret writes it as it is to stay.
 */
export function freeze(settled: Settled, run: Pick<Run, 'warn'>): Settled | ManifestError {
  const { base, mergers, plain, isPatch } = settled;
  if (isPatch) return settled;
  let isFrozen = plain?.raw['immutable'] === true;
  const parts: RenderedSecret[] = [];
  for (const [index, part] of [base, ...mergers].entries()) {
    if (isFrozen) return refusal(part);
    isFrozen = part.immutable;
    const isThere = plain !== undefined || index > 0;
    parts.push(isThere && part.immutable ? emptied(part, run) : part);
  }
  const [first = base, ...rest] = parts;
  return { ...settled, base: first, mergers: rest };
}

function refusal(part: RenderedSecret): ManifestError {
  return manifestError('MERGE_TARGET_IMMUTABLE', { secret: secretName(part) }, part.from.place('spec.target'));
}

function emptied(part: RenderedSecret, run: Pick<Run, 'warn'>): RenderedSecret {
  run.warn({
    code: 'MERGE_FREEZES',
    says: `Secret ${secretName(part)} is made immutable as it stands: nothing is merged into it, as the operator has it`,
    hint: 'leave out spec.target.immutable to have the keys merged',
    place: part.from.place('spec.target.immutable'),
  });
  return { ...part, data: new Map(), labels: new Map(), annotations: new Map() };
}
