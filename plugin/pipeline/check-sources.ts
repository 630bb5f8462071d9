import { EsrError } from '../errors/esr-error.ts';
import { throwAll } from '../errors/map-all.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Place } from '../model/place.ts';
import type { Plan } from '../model/plan.ts';
import type { Run, Warning } from '../model/run.ts';
import type { Source } from '../model/source.ts';
import type { Store } from '../providers/provider.ts';
import { checkAllTemplates } from './check-all-templates.ts';
import type { Offline } from './fetch/offline.ts';
import { gatherFaults } from './gather.ts';
import { type Books, openBooks } from './plan/books.ts';
import { plan } from './plan/plan.ts';
import { planPushes } from './plan/plan-pushes.ts';
import { ownFault } from './push/own-fault.ts';
import { pushSecretsOf } from './push/push-secrets-of.ts';
import { standIn } from './push/stand-in.ts';
import { takeInventory } from './take-inventory.ts';
import { rules } from './validate/registry.ts';
import { renderKnown } from './validate/render-known.ts';
import { switchedOff } from './validate/switched-off.ts';
import type { PushesToCheck } from './validate/take-pushes.ts';
import { takeSubject } from './validate/take-subject.ts';
import { unmatchedPushes } from './validate/unmatched-pushes.ts';

/** What is checked. */
export interface CheckRequest {
  load(run: Run): Promise<readonly Source[]>;
  /** What answers for the stores, where values are given: everything is then rendered with them. */
  readonly offline?: Offline | undefined;
}

/** Everything that was found, without what is switched off. */
export interface Checked {
  /** What a render would end with. Those of one cause share it. */
  readonly faults: readonly EsrError[];
  readonly warnings: readonly Warning[];
}

/**
 * Looks for everything that can be wrong before a store is asked: what the stages up to plan refuse, what cannot be parsed,
 * what the rules find, and what fails to render where the values are known.
 *
 * @throws UsageError and StoreError: these are not about the manifests.
 */
export async function checkSources({ load, offline }: CheckRequest, run: Run): Promise<Checked> {
  const warnings: Warning[] = [];
  const telling: Run = { ...run, warn: (remark) => void warnings.push(remark) };
  const taken: Taken = {};
  const { faults } = await gatherFaults(telling, async (tolerant) => {
    taken.sources = await load(tolerant);
    // Labels may choose any Secret.
    const wantsSecrets = taken.sources.some(({ bytes }) => bytes.includes('PushSecret'));
    taken.inventory = await takeInventory(taken.sources, tolerant, { wantsSecrets });
    const options = offline === undefined ? {} : { offline };
    const books = openBooks(taken.inventory, tolerant, options);
    taken.pushes = await planChecked(taken.inventory, books, tolerant);
    taken.plan = await plan(taken.inventory, tolerant, { ...options, books });
    await checkAllTemplates(taken.inventory, taken.plan, tolerant);
    await checkPushTemplates(taken.pushes, tolerant);
  });
  throwAll(faults.filter(({ exitStatus }) => exitStatus !== 1));
  const found = await lookInto(taken, offline, telling);
  const isOff = switchedOff(taken.sources ?? [], taken.inventory, run);
  return {
    faults: unique([...faults, ...found.faults]).filter((fault) => !isOff(fault)),
    warnings: unique([...warnings, ...found.warnings]).filter((remark) => !isOff(remark)),
  };
}

interface Taken {
  sources?: readonly Source[];
  inventory?: Inventory;
  plan?: Plan<Store>;
  pushes?: PushesToCheck;
}

async function planChecked(inventory: Inventory, books: Books, run: Run): Promise<PushesToCheck> {
  const pushSecrets = pushSecretsOf(inventory, run);
  const { pushes: planned } = await planPushes({ inventory, pushSecrets, recorded: [] }, run, { books });
  return { pushSecrets, unmatched: unmatchedPushes(inventory.pushSecrets, pushSecrets), planned, books };
}

async function checkPushTemplates({ pushSecrets, unmatched }: PushesToCheck, run: Run): Promise<void> {
  const own = [...pushSecrets, ...unmatched].map(standIn);
  await checkAllTemplates(
    { externalSecrets: own },
    { leftAlone: new Map() },
    { ...run, fault: (fault) => run.fault?.(ownFault(fault)) },
  );
}

async function lookInto(taken: Taken, offline: Offline | undefined, run: Run): Promise<Checked> {
  const { inventory, plan: planned, pushes } = taken;
  if (inventory === undefined) return { faults: [], warnings: [] };
  const known = planned === undefined ? undefined : await renderKnown(inventory, planned, run, offline);
  const subject = await takeSubject({ inventory, plan: planned, pushes, known }, run);
  const faults = [...(known?.faults ?? [])];
  const warnings: Warning[] = [];
  for (const rule of rules) {
    for await (const found of rule.check(subject)) {
      if (found instanceof EsrError) faults.push(found);
      else warnings.push(found);
    }
  }
  return { faults, warnings };
}

/** The same thing may be found by a stage and by a rule. */
function unique<T extends Pick<Warning, 'code' | 'says'> & { readonly place?: Place | undefined }>(
  found: readonly T[],
): readonly T[] {
  const seen = new Map<string, T>();
  for (const each of found) {
    const { code, says, place } = each;
    const at = place?.line === undefined ? says : [place.line, place.column, place.field];
    const key = JSON.stringify([code, place?.file, at]);
    if (!seen.has(key)) seen.set(key, each);
  }
  return [...seen.values()];
}
