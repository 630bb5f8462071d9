import { type Catalogue, errorsOf } from './esr-error.ts';
import { UsageError } from './usage.ts';

/** What can be wrong with the seed that random values are derived from. */
export const seedErrors = {
  SEED_SHORT: (f: { file: string; bytes: number; least: number }) => ({
    says: `the seed ${f.file} has ${f.bytes} bytes, so that what is derived from it can be guessed; ${f.least} is the least`,
    hint: 'make one with: head -c 32 /dev/urandom > FILE',
  }),
} satisfies Catalogue;

/** Makes such a fault. */
export const seedError = errorsOf(UsageError, seedErrors);
