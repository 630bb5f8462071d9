import type { RequestListener } from 'node:http';
import { setTimeout as after } from 'node:timers/promises';
import { faultsOf } from '../errors/esr-error.ts';
import type { Log } from './log.ts';
import { type OpenSocket, openSocket } from './open-socket.ts';

/** How often it is seen whether the socket is still there. */
const everyMs = 2_000;

/** A socket that is made anew when somebody takes it away. */
export async function keepDoor(
  path: string,
  listener: RequestListener,
  { log, signal }: { readonly log: Log; readonly signal: AbortSignal },
): Promise<Pick<OpenSocket, 'close' | 'cut'>> {
  let door = await openSocket(path, listener);
  const before: OpenSocket[] = [];
  const closing: Promise<void>[] = [];
  let isTaken = false;
  const look = async () => {
    const whose = await door.whose();
    if (whose === "another's" && !isTaken) log.event('error', 'another daemon has taken the socket', { socket: path });
    isTaken = whose === "another's";
    if (whose !== "nobody's") return;
    log.event('warning', 'the socket was taken away; it is made anew', { socket: path });
    // What is in work on the old one is finished. The new one is made afterwards: closing takes the name away.
    before.push(door);
    closing.push(door.close());
    door = await openSocket(path, listener);
  };
  const watch = async () => {
    while (!signal.aborted) {
      await after(everyMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      await look().catch((thrown: unknown) => {
        const faults = faultsOf(thrown);
        if (faults === undefined) log.bug(thrown);
        else log.event('error', 'cannot make the socket anew', { faults: faults.map(({ says }) => says) });
      });
    }
  };
  const watching = watch();
  return {
    async close() {
      await watching;
      await Promise.all([...closing, door.close()]);
    },
    cut() {
      for (const each of [...before, door]) each.cut();
    },
  };
}
