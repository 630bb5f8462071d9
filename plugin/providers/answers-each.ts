import { faultIn } from '../errors/fault-in.ts';
import type { Answer, Client, RemoteRef } from './provider.ts';

/**
 * Makes a client's `read` of a way to read one: each ref fails for itself.
 *
 * @param readOne - May throw its faults.
 */
export function answersEach(readOne: (ref: RemoteRef) => Promise<Answer>): Client['read'] {
  const answer = async (ref: RemoteRef): Promise<Answer> => {
    try {
      return await readOne(ref);
    } catch (thrown) {
      const error = faultIn(thrown);
      if (error === undefined) throw thrown;
      return { kind: 'failed', error };
    }
  };
  return async (refs) => await Promise.all(refs.map(answer));
}
