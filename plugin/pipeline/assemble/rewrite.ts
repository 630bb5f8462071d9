import type { Engine, Execution } from '../../engines/engine.ts';
import { type EsrError, faultsOf } from '../../errors/esr-error.ts';
import { manifestError } from '../../errors/manifest.ts';
import { bytesOf, textOf } from '../../go/byte-string.ts';
import type { RewriteSpec } from '../../model/external-secret.ts';
import type { Place } from '../../model/place.ts';
import type { Sensitive } from '../../model/sensitive.ts';
import { mergeJson } from './merge-json.ts';

/** What a rewrite needs besides the values. */
export interface RewriteContext {
  /** The Go template engine, for `transform`. */
  readonly engine: Engine;
  /** Its limits; `missingKey` is `default` here, whatever it says. */
  readonly execution: Execution;
  /** Lets others have their turn between executions (`breathe.ts`). */
  breathe?(): Promise<void>;
  /** Where the operation with an index stands. */
  place(operation: number): Place;
  /** Moves an error inside a transform's template to where that template stands. */
  locate(error: EsrError, operation: number): EsrError;
}

/** A value on its way, with the key it had in the store. */
interface Renamed {
  readonly key: string;
  readonly from: string;
  readonly value: Sensitive;
}

/**
 * Runs the operations of `dataFrom[].rewrite`, one after another, on the keys of one entry.
 *
 * @remarks
 * ESO: `runtime/esutils/utils.go`, `RewriteMap`. Where two keys become one, ESO keeps a random value;
 * that is an error here, unless both values are the same bytes or the key is empty, which is dropped.
 *
 * @param values - Values by remote key, in the provider's order. Not changed.
 * @returns A new map.
 * @throws ManifestError `REWRITE_COLLISION`, `REWRITE_REGEXP`, and those of `mergeJson`; TemplateError of a transform
 */
export async function rewriteMap(
  values: ReadonlyMap<string, Sensitive>,
  rewrites: readonly RewriteSpec[],
  context: RewriteContext,
): Promise<Map<string, Sensitive>> {
  let renamed: Renamed[] = [...values].map(([key, value]) => ({ key, from: key, value }));
  for (const [index, rewrite] of rewrites.entries()) {
    const at = () => context.place(index);
    if (rewrite.regexp !== undefined) renamed = await renameByRegexp(renamed, rewrite.regexp, at);
    else if (rewrite.transform !== undefined)
      renamed = await renameByTemplate(renamed, rewrite.transform, context, index);
    else if (rewrite.merge !== undefined) {
      const merged = mergeJson(collapse(renamed, undefined, at), rewrite.merge, at());
      renamed = [...merged].map(([key, value]) => ({ key, from: key, value }));
    }
  }
  return collapse(renamed, '', () => context.place(Math.max(0, rewrites.length - 1)));
}

async function renameByRegexp(
  renamed: readonly Renamed[],
  { source, target }: { readonly source: string; readonly target: string },
  at: () => Place,
): Promise<Renamed[]> {
  const { GoRegexp } = await import('../../go/regexp.ts');
  const pattern = GoRegexp.compile(source);
  if (pattern === undefined) throw manifestError('REWRITE_REGEXP', { source }, at());
  const replacement = bytesOf(target);
  return renamed.map((entry) => ({ ...entry, key: textOf(pattern.replaceAll(bytesOf(entry.key), replacement)) }));
}

async function renameByTemplate(
  renamed: readonly Renamed[],
  { template }: { readonly template: string },
  context: RewriteContext,
  operation: number,
): Promise<Renamed[]> {
  // ESO leaves Go's default here: an absent key prints `<no value>`.
  const execution: Execution = { ...context.execution, missingKey: 'default' };
  try {
    const compiled = await context.engine.compile(bytesOf(template), 'transform');
    const all: Renamed[] = [];
    for (const entry of renamed) {
      await context.breathe?.();
      const key = textOf(compiled.execute(new Map([[bytesOf('value'), bytesOf(entry.key)]]), execution));
      all.push({ ...entry, key });
    }
    return all;
  } catch (thrown) {
    const fault = faultsOf(thrown)?.[0];
    throw fault === undefined ? thrown : context.locate(fault, operation);
  }
}

/** @param dropped - The key whose value nobody looks at; a merge looks at all of them. */
function collapse(renamed: readonly Renamed[], dropped: string | undefined, at: () => Place): Map<string, Sensitive> {
  const sources = new Map<string, Renamed>();
  for (const entry of renamed) {
    const other = sources.get(entry.key);
    if (other === undefined) sources.set(entry.key, entry);
    else if (entry.key !== dropped && !other.value.reveal().equals(entry.value.reveal())) {
      throw manifestError('REWRITE_COLLISION', { name: entry.key, from: [other.from, entry.from] }, at());
    }
  }
  return new Map([...sources].map(([key, entry]) => [key, entry.value]));
}
