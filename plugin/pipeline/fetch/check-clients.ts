import type { EsrError } from '../../errors/esr-error.ts';
import { faultIn } from '../../errors/fault-in.ts';
import type { PlannedClient } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import type { Run } from '../../model/run.ts';
import type { Store } from '../../providers/provider.ts';
import { closeAll } from './close-all.ts';
import { sessionOf } from './session-of.ts';
import { openSurroundings } from './surroundings.ts';

/** What a client is made from. */
export type CheckedClient = Pick<PlannedClient<Store>, 'store' | 'resource' | 'usedFrom'>;

/**
 * Signs in to stores, all at the same time, and asks each to prove that it works.
 *
 * @returns The fault of each, in the order of the clients; `undefined` where there is none.
 */
export async function checkClients(
  clients: readonly CheckedClient[],
  supporting: readonly Resource[],
  run: Run,
): Promise<readonly (EsrError | undefined)[]> {
  const surroundings = await openSurroundings(supporting, run);
  const sessions = clients.map((client) => sessionOf(client, surroundings));
  try {
    return await Promise.all(
      sessions.map(async (session) => {
        try {
          await session.check();
          return undefined;
        } catch (thrown) {
          const fault = faultIn(thrown);
          if (fault === undefined) throw thrown;
          return fault;
        }
      }),
    );
  } finally {
    await closeAll(sessions);
    surroundings.transport.close();
  }
}
