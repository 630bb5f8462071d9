import type { PlannedClient } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import type { Run } from '../../model/run.ts';
import type { Store, Writer } from '../../providers/provider.ts';
import { closeAll } from './close-all.ts';
import type { Session } from './session.ts';
import { sessionOf } from './session-of.ts';
import { openSurroundings } from './surroundings.ts';

/** The write sides of the stores of one push. */
export interface Writers {
  /** Signs in once a client. What the writer does ends with the run, and no more is in flight than the limits allow. @throws EsrError */
  of(client: PlannedClient<Store>): Promise<Writer>;
  /** Signs out. Never rejects. */
  close(): Promise<void>;
}

/** Makes the writers of a push. Nothing happens before the first is asked for. */
export async function openWriters(supporting: readonly Resource[], run: Run): Promise<Writers> {
  const surroundings = await openSurroundings(supporting, run);
  const sessions = new Map<string, Session>();
  return {
    of(client) {
      const session = sessions.get(client.id) ?? sessionOf(client, surroundings);
      sessions.set(client.id, session);
      return session.write(async (writer) => inSession(writer, session));
    },
    async close() {
      await closeAll([...sessions.values()]);
      surroundings.transport.close();
    },
  };
}

function inSession(writer: Writer, session: Session): Writer {
  const { check, current } = writer;
  return {
    ...(writer.ignoresProperty === true ? { ignoresProperty: true } : {}),
    ...(writer.existsByKey === true ? { existsByKey: true } : {}),
    exists: (ref) => session.write((own) => own.exists(ref)),
    ...(current === undefined ? {} : { current: (ref) => session.write(() => current(ref)) }),
    ...(check === undefined ? {} : { check: (entry) => session.write(() => check(entry)) }),
    push: (entry) => session.write((own) => own.push(entry)),
    delete: (ref) => session.write((own) => own.delete(ref)),
  };
}
