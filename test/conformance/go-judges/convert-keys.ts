import { engines } from '../../../plugin/engines/engine.ts';
import { EsrError, EsrErrors } from '../../../plugin/errors/esr-error.ts';
import { bytesFromBuffer } from '../../../plugin/go/byte-string.ts';
import type { RewriteMerge, RewriteSpec } from '../../../plugin/model/external-secret.ts';
import type { Place } from '../../../plugin/model/place.ts';
import { Sensitive } from '../../../plugin/model/sensitive.ts';
import { convertKeys } from '../../../plugin/pipeline/assemble/convert-keys.ts';
import { rewriteMap } from '../../../plugin/pipeline/assemble/rewrite.ts';
import { validateKeys } from '../../../plugin/pipeline/assemble/validate-keys.ts';
import { reverseKeys } from '../../../plugin/pipeline/push/reverse-keys.ts';
import { type Case, recordedMap, refused } from './judge.ts';

const at: Place = { file: 'corpus' };

/** `convert-keys.json`: keys converted, reversed, rewritten and validated. */
export async function keys(wanted: Case): Promise<unknown> {
  const input = new Map(
    Object.entries(wanted.input as Record<string, string>).map(([key, value]) => [key, new Sensitive(value)]),
  );
  try {
    const output = await change(wanted, input);
    return recordedMap(new Map([...output].map(([key, value]) => [key, bytesFromBuffer(value.reveal())])));
  } catch (error) {
    if (error instanceof EsrError || error instanceof EsrErrors) return refused;
    throw error;
  }
}

async function change(wanted: Case, input: ReadonlyMap<string, Sensitive>): Promise<Map<string, Sensitive>> {
  const strategy = wanted.strategy ?? '';
  switch (wanted.op) {
    case 'ConvertKeys':
      // The CRD allows no third strategy; ESO's code leaves the keys alone then.
      if (strategy === 'None') return new Map(input);
      return convertKeys(input, strategy === 'Unicode' ? 'Unicode' : 'Default', () => at);
    case 'ReverseKeys':
      return reverseKeys(input, strategy === 'ReverseUnicode' ? 'ReverseUnicode' : 'None', at);
    case 'ValidateKeys':
      return validateKeys(input, () => at);
    default:
      return rewrite(wanted.rewrite ?? [], input);
  }
}

async function rewrite(rewrites: readonly RewriteSpec[], input: ReadonlyMap<string, Sensitive>) {
  const { engine } = await engines.gotemplate();
  const defaulted = rewrites.map((each) => (each.merge ? { ...each, merge: withDefaults(each.merge) } : each));
  return rewriteMap(input, defaulted, {
    engine,
    execution: { now: Date.now, missingKey: 'default', maxSteps: 1_000_000, maxOutputBytes: 1_000_000 },
    place: () => at,
    locate: (error) => error,
  });
}

/** The corpus does not fill in the CRD's defaults; an empty string counts as absent. */
function withDefaults(merge: Partial<RewriteMerge>): RewriteMerge {
  return {
    ...merge,
    into: merge.into ?? '',
    strategy: merge.strategy || 'Extract',
    priorityPolicy: merge.priorityPolicy || 'Strict',
    conflictPolicy: merge.conflictPolicy || 'Error',
  };
}
