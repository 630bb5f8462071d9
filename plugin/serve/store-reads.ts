import type { Outcome } from '../model/fetched.ts';
import type { PlannedClient } from '../model/plan.ts';
import type { Store } from '../providers/provider.ts';
import type { Reading } from './seen.ts';

/** What a distinct read or search of a store came to. */
export interface StoreRead {
  readonly client: PlannedClient<Store>;
  /** `failed`: the store did not answer, or refused us. One whose value cannot be used has answered. */
  readonly status: 'success' | 'missing' | 'failed';
}

/** What each distinct read and search of a reading came to, once, whoever wanted it. */
export function storeReads({ planned, fetched }: Pick<Reading, 'planned' | 'fetched'>): readonly StoreRead[] {
  const found = new Map<unknown, StoreRead>();
  const note = (client: PlannedClient<Store>, what: unknown, outcome: Outcome<unknown> | undefined) => {
    if (outcome !== undefined && !found.has(what)) found.set(what, { client, status: statusOf(outcome) });
  };
  for (const [externalSecret, { data, dataFrom }] of planned.wanted) {
    const outcomes = fetched.get(externalSecret);
    for (const [index, { client, read }] of data.entries()) note(client, read, outcomes?.data[index]);
    for (const [index, entry] of dataFrom.entries()) {
      const outcome = outcomes?.dataFrom[index];
      if (entry.from === 'extract') note(entry.client, entry.read, outcome);
      else if (entry.from === 'find') note(entry.client, entry.find, outcome);
    }
  }
  return [...found.values()];
}

function statusOf(outcome: Outcome<unknown>): StoreRead['status'] {
  if (outcome.kind !== 'failed') return outcome.kind === 'value' ? 'success' : 'missing';
  return outcome.error.exitStatus === 3 ? 'failed' : 'success';
}
