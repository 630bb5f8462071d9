import type { Session } from './session.ts';

/** How long signing out may take, beside the run's own time. */
const closeMs = 2000;

/** Signs out of all stores at once. */
export async function closeAll(sessions: readonly Session[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, closeMs);
  });
  await Promise.race([Promise.all(sessions.map((session) => session.close())), late]);
  clearTimeout(timer);
}
