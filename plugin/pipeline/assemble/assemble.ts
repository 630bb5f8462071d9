import type { Engine } from '../../engines/engine.ts';
import { faultsOf } from '../../errors/esr-error.ts';
import { throwAll } from '../../errors/map-all.ts';
import { mapAllAsync } from '../../errors/map-all-async.ts';
import type { DataMap } from '../../model/data-map.ts';
import type { DataFromEntry, ExternalSecret, RemoteRefSpec } from '../../model/external-secret.ts';
import type { Fetched, Outcome } from '../../model/fetched.ts';
import type { Place } from '../../model/place.ts';
import type { Run } from '../../model/run.ts';
import type { Sensitive } from '../../model/sensitive.ts';
import { locateTemplate } from '../../resources/locate-template.ts';
import { breathe } from '../breathe.ts';
import { executionOf } from '../execution.ts';
import { sourceField } from '../source-field.ts';
import { convertKeys } from './convert-keys.ts';
import { decodeMap } from './decode.ts';
import { relativeKeys, wantsRelativeKeys } from './find-keys.ts';
import { decideEmpty, mayBeMissing } from './missing.ts';
import { refuseNullBytes } from './null-bytes.ts';
import { type RewriteContext, rewriteMap } from './rewrite.ts';
import { validateKeys } from './validate-keys.ts';

/** What one ExternalSecret's values came to: a data map, or a reason to write nothing. */
export type Assembled =
  | { readonly kind: 'data'; readonly data: DataMap }
  | { readonly kind: 'empty'; readonly why: string };

/** What assembling needs from above. */
export interface AssembleContext {
  readonly run: Run;
  /** The Go template engine, for `rewrite.transform`. */
  readonly engine: Engine;
}

/**
 * Makes the data map of one ExternalSecret: `dataFrom` in order, then `data`, later entries over earlier ones.
 *
 * @remarks ESO: `externalsecret_controller_secret.go`, `GetProviderSecretData`.
 *
 * @throws EsrErrors with the faults of all entries; `EMPTY_RESULT` as the deletion policy has it.
 */
export async function assemble(
  externalSecret: ExternalSecret,
  fetched: Fetched,
  context: AssembleContext,
): Promise<Assembled> {
  const { data = [], dataFrom = [] } = externalSecret.spec;
  const entries = [
    ...dataFrom.map((entry, index) => () => manyValues(externalSecret, entry, index, fetched.dataFrom[index], context)),
    ...data.map((_entry, index) => () => oneValue(externalSecret, index, fetched.data[index], context.run)),
  ];
  const values = await mapAllAsync(entries, (assembleEntry) => assembleEntry());
  const map = new Map<string, Sensitive>();
  for (const part of values) for (const [key, value] of part) map.set(key, value);
  const why = map.size === 0 ? decideEmpty(externalSecret, context.run) : undefined;
  return why === undefined ? { kind: 'data', data: map } : { kind: 'empty', why };
}

async function manyValues(
  externalSecret: ExternalSecret,
  entry: DataFromEntry,
  index: number,
  outcome: Outcome<DataMap> | undefined,
  context: AssembleContext,
): Promise<DataMap> {
  const field = `spec.dataFrom[${index}]`;
  const fetched = valueIn(outcome, externalSecret, field, context.run);
  if (fetched === undefined) return new Map();
  const { find, extract, sourceRef, rewrite = [] } = entry;
  // An entry of a store alone gives nothing, and ESO rewrites nothing of it.
  if (find === undefined && extract === undefined && sourceRef?.generatorRef === undefined) return new Map();
  const strategies = find ?? extract;
  const source = sourceField(entry, index);
  const at = () => externalSecret.place(source);
  let values = fetched;
  if (rewrite.length > 0) {
    const what = `rewrite of ${source}`;
    values = await told(what, at, () => rewriteMap(fetched, rewrite, rewriteContext(externalSecret, field, context)));
  } else if (strategies !== undefined) {
    const isRelative = find !== undefined && wantsRelativeKeys(externalSecret, context.run);
    if (isRelative) values = relativeKeys(values, find);
    values = convertKeys(values, strategies.conversionStrategy ?? 'Default', at);
  }
  values = validateKeys(values, at);
  // A generator's values are neither decoded nor looked at.
  if (strategies === undefined) return values;
  return told(extract === undefined ? undefined : `key "${extract.key}"`, at, () => decoded(values, strategies, at));
}

async function oneValue(
  externalSecret: ExternalSecret,
  index: number,
  outcome: Outcome<Sensitive> | undefined,
  run: Run,
): Promise<DataMap> {
  const entry = externalSecret.spec.data?.[index];
  const field = `spec.data[${index}]`;
  const value = valueIn(outcome, externalSecret, field, run);
  if (entry === undefined || value === undefined) return new Map();
  const { secretKey, remoteRef } = entry;
  const at = () => externalSecret.place(`${field}.remoteRef`);
  return told(`key "${remoteRef.key}"`, at, () => decoded(new Map([[secretKey, value]]), remoteRef, at));
}

/** Lets the errors of some work begin with what they are about. */
async function told<T>(what: string | undefined, at: () => Place, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const faults = what === undefined ? undefined : faultsOf(thrown);
    if (what === undefined || faults === undefined) throw thrown;
    throwAll(faults.map((fault) => fault.concerning(what, fault.place ?? at())));
    throw thrown;
  }
}

function decoded(
  values: DataMap,
  { decodingStrategy, nullBytePolicy }: Pick<RemoteRefSpec, 'decodingStrategy' | 'nullBytePolicy'>,
  at: () => Place,
): DataMap {
  const plain = decodeMap(values, decodingStrategy, at);
  refuseNullBytes(plain, nullBytePolicy, at);
  return plain;
}

function valueIn<T>(
  outcome: Outcome<T> | undefined,
  externalSecret: ExternalSecret,
  field: string,
  run: Run,
): T | undefined {
  if (outcome === undefined) throw new Error(`nothing was fetched for ${field}`);
  if (outcome.kind === 'value') return outcome.value;
  if (outcome.kind === 'failed' || !mayBeMissing(externalSecret)) throw outcome.error;
  run.warn({
    code: 'ENTRY_SKIPPED',
    says: `${outcome.error.says}; left out, as deletionPolicy ${externalSecret.spec.target.deletionPolicy} has it`,
    place: outcome.error.place ?? externalSecret.place(field),
  });
  return undefined;
}

function rewriteContext(
  externalSecret: ExternalSecret,
  field: string,
  { engine, run }: AssembleContext,
): RewriteContext {
  const { namespace = '', name } = externalSecret.metadata;
  return {
    engine,
    execution: executionOf(run, `rewrite ${namespace}/${name} ${field}`),
    breathe: () => breathe(run),
    place: (operation) => externalSecret.place(`${field}.rewrite[${operation}]`),
    locate: (error, operation) =>
      locateTemplate(error, externalSecret, `${field}.rewrite[${operation}].transform.template`),
  };
}
