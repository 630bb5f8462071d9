import type { ExternalSecret } from '../../model/external-secret.ts';
import type { Fetched, FetchedAll } from '../../model/fetched.ts';
import { showObject } from '../../model/place.ts';
import type { Plan, PlannedClient } from '../../model/plan.ts';
import { objectName } from '../../model/resource.ts';
import type { Run } from '../../model/run.ts';
import type { Store } from '../../providers/provider.ts';
import { findOnce } from './find-once.ts';
import { generateOnce, type InPlace } from './generate-once.ts';
import { type OutcomeSources, outcomeOfSelect, outcomeOfSource } from './outcomes.ts';
import { type Progress, progressOf } from './progress.ts';
import { providerContext, type Surroundings } from './provider-context.ts';
import { openSession, type Session } from './session.ts';
import { openSurroundings, type SurroundingsOptions } from './surroundings.ts';

/** What fetching may be given besides the plan. */
export interface FetchOptions extends SurroundingsOptions {
  /** Values in the place of generators (`--offline`, an existing Secret); `undefined` for one that runs all the same. */
  readonly generate?: InPlace;
  /** Told how far the run is, after each remote value; for a line on a terminal. */
  readonly progress?: (state: { readonly done: number; readonly total: number }) => void;
}

/** How long signing out may take, beside the run's own time. */
const closeMs = 2000;

/**
 * Reads what was planned: each distinct value once, each store signed in to once, all at the same time.
 *
 * @remarks
 * Nothing that a store does ends the stage: each entry comes to an outcome, the faults of its store included, so that all
 * are reported together. It ends when the run's signal fires, at the latest.
 */
export async function fetchAll(plan: Plan<Store>, run: Run, options: FetchOptions = {}): Promise<FetchedAll> {
  const surroundings = await openSurroundings(plan.supporting, run, options);
  const progress = progressOf(plan, options.progress);
  const sessions = new Map(plan.clients.map((client) => [client, sessionOf(client, surroundings, progress)] as const));
  const sessionFor = (client: PlannedClient<Store>) => sessions.get(client) as Session;
  try {
    return await outcomesOf(plan, {
      conceal: run.conceal,
      read: (client, ref) => sessionFor(client).read(ref),
      find: findOnce(sessionFor, progress),
      generate: generateOnce(surroundings, progress, options.generate),
    });
  } finally {
    await closeAll([...sessions.values()]);
    surroundings.transport.close();
  }
}

/** Asks for everything in one turn, so that what goes to one store shares its batches. */
async function outcomesOf(plan: Plan<Store>, sources: OutcomeSources): Promise<FetchedAll> {
  const each = [...plan.wanted].map(async ([externalSecret, { data, dataFrom }]) => {
    const [fromData, fromSources] = await Promise.all([
      Promise.all(data.map((entry) => outcomeOfSelect(entry, sources))),
      Promise.all(dataFrom.map((entry) => outcomeOfSource(entry, sources))),
    ]);
    return [externalSecret, { data: fromData, dataFrom: fromSources }] as const;
  });
  return new Map<ExternalSecret, Fetched>(await Promise.all(each));
}

function sessionOf(client: PlannedClient<Store>, surroundings: Surroundings, progress: Progress): Session {
  const { run } = surroundings;
  const { store, resource, usedFrom } = client;
  const { kind, metadata, origin } = resource;
  const retrySettings = store.retrySettings ?? resource.spec.retrySettings;
  const context = providerContext({ kind, name: metadata.name, origin, usedFrom, retrySettings }, surroundings);
  return openSession({
    name: showObject(objectName(resource)),
    connect: async () => await store.connect(context),
    signal: run.signal,
    concurrency: run.config.limits.concurrency,
    onAnswer(answer) {
      if (answer.kind === 'value') run.conceal(answer.value.reveal());
      progress.one();
    },
  });
}

async function closeAll(sessions: readonly Session[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, closeMs);
  });
  await Promise.race([Promise.all(sessions.map((session) => session.close())), late]);
  clearTimeout(timer);
}
