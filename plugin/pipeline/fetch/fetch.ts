import type { ExternalSecret } from '../../model/external-secret.ts';
import type { Fetched, FetchedAll } from '../../model/fetched.ts';
import type { Plan, PlannedClient } from '../../model/plan.ts';
import type { Run } from '../../model/run.ts';
import type { Store } from '../../providers/provider.ts';
import { closeAll } from './close-all.ts';
import { findOnce } from './find-once.ts';
import { type Generated, generateOnce, type InPlace } from './generate-once.ts';
import { type Answers, type OutcomeSources, outcomeOfSelect, outcomeOfSource } from './outcomes.ts';
import { progressOf } from './progress.ts';
import type { Session } from './session.ts';
import { sessionOf } from './session-of.ts';
import { openSurroundings, type SurroundingsOptions } from './surroundings.ts';

/** What fetching may be given besides the plan. */
export interface FetchOptions extends SurroundingsOptions {
  /** Values in the place of generators (`--offline`, an existing Secret); `undefined` for one that runs all the same. */
  readonly generate?: InPlace;
  readonly generated?: Generated;
  /** Told how far the run is, after each remote value; for a line on a terminal. */
  readonly progress?: (state: { readonly done: number; readonly total: number }) => void;
}

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
  const sessions = new Map(
    plan.clients.map((client) => [client, sessionOf(client, surroundings, () => progress.one())] as const),
  );
  const sessionFor = (client: PlannedClient<Store>) => sessions.get(client) as Session;
  try {
    return await outcomesOf(plan, {
      admit: run.admit,
      conceal: run.conceal,
      read: (client, ref) => sessionFor(client).read(ref),
      find: findOnce(sessionFor, progress),
      generate: generateOnce(surroundings, progress, options.generate, options.generated),
    });
  } finally {
    await closeAll([...sessions.values()]);
    surroundings.transport.close();
  }
}

/** Asks for everything in one turn, so that what goes to one store shares its batches. */
async function outcomesOf(plan: Plan<Store>, sources: OutcomeSources): Promise<FetchedAll> {
  const reading = answersOf(plan.clients, sources);
  const finding = [...plan.wanted].map(([, { dataFrom }]) =>
    dataFrom.length === 0 ? [] : Promise.all(dataFrom.map((entry) => outcomeOfSource(entry, reading, sources))),
  );
  const [answers, found] = await Promise.all([reading, Promise.all(finding)]);
  const each = [...plan.wanted].map(([externalSecret, { data }], index): [ExternalSecret, Fetched] => {
    const fromData = data.map((entry) => outcomeOfSelect(entry, answers, sources));
    return [externalSecret, { data: fromData, dataFrom: found[index] ?? [] }];
  });
  return new Map(each);
}

async function answersOf(clients: Plan<Store>['clients'], { read }: OutcomeSources): Promise<Answers> {
  const asked = clients.flatMap((client) => client.reads.map((each) => [each, read(client, each.ref)] as const));
  return new Map(await Promise.all(asked.map(async ([each, answer]) => [each, await answer] as const)));
}
