import { faultsOf } from '../errors/esr-error.ts';
import { mapAllAsync } from '../errors/map-all-async.ts';
import type { ExternalSecret } from '../model/external-secret.ts';
import type { FetchedAll } from '../model/fetched.ts';
import type { PlannedPush } from '../model/push.ts';
import type { Run } from '../model/run.ts';
import type { Rendered } from '../model/secret.ts';
import type { Store } from '../providers/provider.ts';
import { defaultNamespace } from '../trust/default-namespace.ts';
import { applyPushTemplate } from './apply-push-template.ts';
import { type AskObject, clusterObjects } from './cluster-objects.ts';
import { clusterSecrets } from './cluster-secrets.ts';
import { type ExistingValues, existingValues } from './existing-values.ts';
import { fetchAll } from './fetch/fetch.ts';
import { madeUpValues } from './made-up-values.ts';
import type { PreparedPush } from './prepare-push.ts';
import { expandEntries, type PushItem } from './push/expand-entries.ts';
import { pushOddities } from './push/push-oddities.ts';
import { pushableSecrets, pushSourceOf } from './push/pushable-secrets.ts';
import { type FoundSources, type SourcePlaces, sourcesOf } from './push/sources-of.ts';
import { renderSecrets } from './render-secrets.ts';

/** What is pushed. */
export interface FoundItems {
  readonly items: readonly PushItem[];
  readonly found: ReadonlyMap<PlannedPush<Store>, FoundSources>;
  /** PushSecrets whose Secret is gone, and what they pushed of it is to go. */
  readonly withoutSource: readonly PlannedPush<Store>[];
}

/** How a push is looked into. */
export interface PushLook {
  /** Generators that would leave something behind are not run. */
  readonly isDry: boolean;
  /** Whether a Secret that cannot be found is gone, so that what was pushed of it is to go too. */
  isGone(push: PlannedPush<Store>): boolean;
}

/**
 * Runs fetch, assemble and template for what is pushed, and decides which value goes where.
 *
 * @throws EsrErrors with everything that is wrong with sources, templates and entries.
 */
export async function pushItems(prepared: PreparedPush, { isDry, isGone }: PushLook, run: Run): Promise<FoundItems> {
  const { inventory, pushes, externalSecrets, planned } = prepared;
  const ask = clusterObjects(run);
  const generate = generateInPlace(prepared, ask, isDry, run);
  const fetched = await fetchAll(planned, run, { generate });
  const { leftAlone } = planned;
  const rendered = await renderSecrets({
    inventory: { ...inventory, externalSecrets },
    ...{ fetched, leftAlone, run, askCluster: ask },
  });
  const places = placesOf(prepared, { fetched, rendered, ask, run });
  const made = rendered.flatMap((one) => (one.form === 'secret' ? [one] : []));

  const found = new Map<PlannedPush<Store>, FoundSources>();
  const withoutSource: PlannedPush<Store>[] = [];
  const items = await mapAllAsync(pushes, async (push) => {
    const { pushSecret, targets } = push;
    const sources = await sourcesOf(push, places, run).catch((thrown: unknown) => {
      if (faultsOf(thrown)?.[0]?.code !== 'PUSH_SOURCE_MISSING' || !isGone(push)) throw thrown;
      return undefined;
    });
    if (sources === undefined) {
      withoutSource.push(push);
      return [];
    }
    found.set(push, sources);
    warnOfOddities(push, prepared, run);
    return await mapAllAsync(sources.sources, async (source) => {
      for (const value of source.data.values()) run.conceal(value.reveal());
      const final = await applyPushTemplate(pushSecret, source, { inventory, made, askCluster: ask }, run);
      for (const value of final.data.values()) run.conceal(value.reveal());
      return await mapAllAsync(targets, (target) => expandEntries(push, final, target, run));
    });
  });
  return { items: items.flat(3), found, withoutSource };
}

interface Made {
  readonly fetched: FetchedAll;
  readonly rendered: readonly Rendered[];
  readonly ask: AskObject | undefined;
  readonly run: Run;
}

function placesOf({ inventory, standIns }: PreparedPush, { fetched, rendered, ask, run }: Made): SourcePlaces {
  const unnamed = defaultNamespace(run);
  const list = clusterSecrets(run);
  return {
    secrets: pushableSecrets(inventory.supporting, rendered, unnamed),
    generated(push) {
      const outcome = fetched.get(standIns.get(push as PlannedPush<Store>) as ExternalSecret)?.dataFrom[0];
      return outcome?.kind === 'value' ? outcome.value : outcome?.error;
    },
    ...(ask === undefined
      ? {}
      : {
          async askCluster(namespace, name) {
            const secret = await ask({ kind: 'Secret', namespace, name });
            return secret === undefined ? undefined : pushSourceOf(secret, unnamed);
          },
        }),
    ...(list === undefined
      ? {}
      : {
          listCluster: async (namespace, selector) =>
            (await list(namespace, selector)).map((secret) => pushSourceOf(secret, unnamed)),
        }),
  };
}

/** Values in the place of generators: kept ones for Secrets that are rendered, made-up ones for a dry run. */
function generateInPlace(
  { standIns }: PreparedPush,
  ask: AskObject | undefined,
  isDry: boolean,
  run: Run,
): ExistingValues {
  const own = new Set(standIns.values());
  const existing = existingValues(ask, run);
  return async (planned) => {
    const madeUp = isDry ? await madeUpValues(planned) : undefined;
    // What a PushSecret generates stands in no Secret of the cluster.
    const isPushed = planned.entry !== undefined && own.has(planned.entry.externalSecret);
    return madeUp ?? (isPushed ? undefined : await existing?.(planned));
  };
}

function warnOfOddities({ pushSecret }: PlannedPush<Store>, { planned }: PreparedPush, run: Run): void {
  const { name, namespace } = pushSecret.metadata;
  const random = planned.generators.find(({ entry }) => {
    const own = entry?.externalSecret.metadata;
    return own?.name === name && own.namespace === namespace;
  });
  const isOwn = pushSecret.spec.selector.generatorRef !== undefined;
  for (const warning of pushOddities(pushSecret, isOwn ? random : undefined, run)) run.warn(warning);
}
