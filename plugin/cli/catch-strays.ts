import { writeSync } from 'node:fs';
import { internalFault } from './internal-fault.ts';

/** What of a process is used here. */
export type Strayed = Pick<NodeJS.Process, 'once' | 'exit'>;

/**
 * Ends the process where something fails that nobody waits for, without a word of what failed.
 *
 * @remarks Node would print the error with its message, its causes and all that a library hung on it, past every mask.
 * @param say - Writes to standard error at once: the process ends behind it.
 */
export function catchStrays(
  strayed: Strayed = process,
  say: (text: string) => void = (text) => void writeSync(2, text),
): void {
  strayed.once('uncaughtException', (thrown) => {
    try {
      say(`error INTERNAL: ${internalFault(thrown)}\n  hint: this is a bug; please report it\n`);
    } finally {
      strayed.exit(1);
    }
  });
}
