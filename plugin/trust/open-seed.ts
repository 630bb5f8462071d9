import { seedError } from '../errors/seed.ts';
import type { Run } from '../model/run.ts';
import { seededRandom } from './seeded-random.ts';

/** As many bytes as a guess at the seed should cost, at the least. */
const least = 16;

/**
 * Makes the randomness of a run out of the seed file's content.
 *
 * @throws UsageError `SEED_SHORT`, for an empty file above all: from nothing everybody derives the same passwords.
 */
export function openSeed(seed: Buffer, file: string): Run['random'] {
  const bytes = seed.toString('latin1').trim().length;
  if (bytes < least) throw seedError('SEED_SHORT', { file, bytes, least });
  return (purpose) => seededRandom(seed, purpose);
}
