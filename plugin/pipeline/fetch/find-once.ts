import { EsrError } from '../../errors/esr-error.ts';
import type { PlannedClient, PlannedFind } from '../../model/plan.ts';
import type { Match, Store } from '../../providers/provider.ts';
import type { Progress } from './progress.ts';
import type { Session } from './session.ts';

/** Gives what a find matches; runs each distinct find once. Never rejects. */
export type FindOnce = (client: PlannedClient<Store>, find: PlannedFind) => Promise<readonly Match[] | EsrError>;

/** Makes the finder of one run. */
export function findOnce(sessionFor: (client: PlannedClient<Store>) => Session, progress: Progress): FindOnce {
  const found = new Map<PlannedFind, Promise<readonly Match[] | EsrError>>();
  const run: FindOnce = async (client, find) => {
    const matches = await sessionFor(client).find(find.find);
    if (!(matches instanceof EsrError)) progress.more(matches.filter((match) => 'ref' in match).length);
    progress.one();
    return matches;
  };
  return (client, find) => {
    let matches = found.get(find);
    if (matches === undefined) {
      matches = run(client, find);
      found.set(find, matches);
    }
    return matches;
  };
}
