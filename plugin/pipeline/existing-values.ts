import { parseDuration } from '../go/time-duration.ts';
import type { JsonObject } from '../model/document.ts';
import type { ExternalSecret } from '../model/external-secret.ts';
import type { PlannedGenerator } from '../model/plan.ts';
import type { Run } from '../model/run.ts';
import { Sensitive } from '../model/sensitive.ts';
import { belongsTo } from '../trust/belongs-to.ts';
import { isBounded } from '../trust/boundary.ts';
import { objectValue } from '../trust/object-value.ts';
import { rewriteMap } from './assemble/rewrite.ts';
import type { AskObject } from './cluster-objects.ts';
import { executionOf } from './execution.ts';
import { lazyEngine } from './lazy-engine.ts';
import { loadGenerator } from './load-generator.ts';

/**
 * Gives the values that an existing Secret has of a generator; `anew` where it has none yet and will keep what is made now;
 * `undefined` where nothing can be kept.
 */
export type ExistingValues = (
  planned: PlannedGenerator,
) => Promise<ReadonlyMap<string, Sensitive> | 'anew' | undefined>;

/**
 * Keeps the values of generators whose Secret stands in the cluster, as long as the operator would.
 *
 * @remarks
 * Kept are those of an entry without a template in front of them: what a template made of a value does not give it back.
 * Only the Secret that will be written is read, and only where it is the application's: its values go back to where they
 * came from.
 *
 * @param ask - Asks the cluster; absent where the configuration allows none.
 */
export function existingValues(ask: AskObject | undefined, run: Run): ExistingValues | undefined {
  if (ask === undefined) return undefined;
  return async ({ kind, spec, namespace, entry }) => {
    const outputs = entry === undefined ? undefined : (await loadGenerator(kind)).outputs?.(spec);
    if (entry === undefined || outputs === undefined || !showsValues(entry.externalSecret)) return undefined;
    const { externalSecret, index } = entry;
    const keys = await finalKeys(outputs, externalSecret, index, run);
    if (keys === undefined || keys.size < outputs.length) return undefined;
    const name = externalSecret.spec.target.name ?? externalSecret.metadata.name;
    const secret = await ask({ kind: 'Secret', namespace, name });
    if (secret !== undefined && isBounded(run) && !belongsTo(secret, run.application)) return undefined;
    if (secret === undefined || !isStillGood(externalSecret, secret.raw, run)) return 'anew';
    const values = new Map<string, Sensitive>();
    for (const [output, key] of keys) {
      const value = objectValue('Secret', secret.raw, key);
      if (value === undefined) return 'anew';
      values.set(output, new Sensitive(value));
    }
    return values;
  };
}

/** Whether the values stand in the Secret as they are. */
function showsValues({ spec: { target } }: ExternalSecret): boolean {
  const { template, creationPolicy, manifest } = target;
  if (creationPolicy === 'None' || manifest !== undefined) return false;
  const makes = Object.keys(template?.data ?? {}).length > 0 || (template?.templateFrom ?? []).length > 0;
  return !makes || template?.mergePolicy === 'Merge';
}

/**
 * Whether the operator would leave the Secret as it is: made once, refreshed on change alone, or not long enough ago.
 *
 * @remarks ESO: `externalsecret_controller.go`, `shouldRefresh`. A change of the ExternalSecret cannot be seen here.
 */
function isStillGood({ spec }: ExternalSecret, secret: JsonObject, run: Run): boolean {
  const { refreshPolicy = 'Periodic', refreshInterval = '1h' } = spec;
  if (refreshPolicy !== 'Periodic') return true;
  const interval = Number((parseDuration(refreshInterval) ?? 0n) / 1_000_000n);
  if (interval <= 0) return true;
  const written = writtenAt(secret);
  return written !== undefined && run.now() - written < interval;
}

interface ManagedFields {
  readonly time?: string;
  readonly fieldsV1?: JsonObject;
}

/** When somebody last wrote data: who owns them says so; else when the Secret was made. */
function writtenAt({ metadata }: JsonObject): number | undefined {
  const { managedFields = [], creationTimestamp = '' } = Object(metadata) as {
    readonly managedFields?: readonly ManagedFields[];
    readonly creationTimestamp?: string;
  };
  const times = managedFields
    .filter(({ fieldsV1 }) => fieldsV1 !== undefined && Object.hasOwn(fieldsV1, 'f:data'))
    .map(({ time = '' }) => Date.parse(time));
  const known = [...times, Date.parse(creationTimestamp)].filter((time) => !Number.isNaN(time));
  return known.length === 0 ? undefined : Math.max(...known);
}

/** The key that each output has in the Secret, after the entry's rewrites; `undefined` where these look into values. */
async function finalKeys(
  outputs: readonly string[],
  externalSecret: ExternalSecret,
  index: number,
  run: Run,
): Promise<ReadonlyMap<string, string> | undefined> {
  const rewrites = externalSecret.spec.dataFrom?.[index]?.rewrite ?? [];
  if (rewrites.some(({ merge }) => merge !== undefined)) return undefined;
  const field = `spec.dataFrom[${index}].rewrite`;
  const renamed = await rewriteMap(new Map(outputs.map((output) => [output, new Sensitive(output)])), rewrites, {
    engine: lazyEngine('gotemplate'),
    execution: executionOf(run, field),
    place: (operation) => externalSecret.place(`${field}[${operation}]`),
    locate: (error) => error,
  });
  const templated = externalSecret.spec.target.template?.data ?? {};
  const kept = [...renamed].filter(([key]) => key !== '' && !Object.hasOwn(templated, key));
  return new Map(kept.map(([key, output]) => [output.reveal().toString('utf8'), key]));
}
