import { faultsOf } from '../errors/esr-error.ts';
import type { RenderConfig } from '../model/config.ts';
import { clusterLabels } from '../pipeline/cluster-labels.ts';
import { createRun } from '../pipeline/create-run.ts';
import { fetchAll } from '../pipeline/fetch/fetch.ts';
import { plan } from '../pipeline/plan/plan.ts';
import { takeInventory } from '../pipeline/take-inventory.ts';
import { nameOf } from './name-of.ts';
import type { Reading } from './seen.ts';
import type { Watched } from './watched.ts';
import { withoutGenerators } from './without-generators.ts';

/** What a look works with. */
export interface LookOptions {
  /** Reads the configuration anew: stores and credentials of the platform may have changed since the render. */
  loadConfig(): Promise<RenderConfig>;
  /** Wall clock. */
  now(): number;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** What reading again came to: the values, or codes of what kept them from being read. */
export type Look = Pick<Reading, 'planned' | 'fetched'> | { readonly codes: readonly string[] };

/**
 * Reads the values of some ExternalSecrets of an application again, by the same way as a render: split, collect, plan, fetch.
 * So policy and boundary are kept, and those of today.
 *
 * @param names - `NAMESPACE/NAME` of those that are read.
 */
export async function lookAgain(watched: Watched, names: ReadonlySet<string>, options: LookOptions): Promise<Look> {
  const { application, namespace, sources } = watched;
  const { loadConfig, now, signal } = options;
  const nothing = () => undefined;
  try {
    const config = { ...(await loadConfig()), ...(namespace === undefined ? {} : { namespace }) };
    const parts = { config, purpose: 'generate', application, now, warn: nothing, conceal: nothing } as const;
    const run = createRun({ ...parts, left: signal });
    const inventory = await takeInventory(sources, run);
    const externalSecrets = inventory.externalSecrets.filter((each) => names.has(nameOf(each)));
    const planned = withoutGenerators(
      await plan({ ...inventory, externalSecrets }, run, { namespaceLabels: clusterLabels(run) }),
    );
    return { planned, fetched: await fetchAll(planned, run) };
  } catch (thrown) {
    const faults = faultsOf(thrown);
    if (faults === undefined) throw thrown;
    return { codes: [...new Set(faults.map(({ code }) => code))] };
  }
}
