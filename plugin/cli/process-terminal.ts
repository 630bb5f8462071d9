import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Terminal } from './terminal.ts';

/** The terminal of this process. */
export function processTerminal(env: Terminal['env']): Terminal {
  const { stdin, stdout, stderr } = process;
  // A reader that goes away early (`esr render | head`) is no fault of anybody's.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    env,
    isInteractive: stderr.isTTY === true,
    isStdinInteractive: stdin.isTTY === true,
    now: () => Date.now(),
    async readStdin() {
      const chunks: Buffer[] = [];
      for await (const chunk of stdin) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks);
    },
    readLines: () => createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY }),
    async writeOut(chunks) {
      for (const chunk of chunks) if (!stdout.write(chunk)) await once(stdout, 'drain');
    },
    writeError(text) {
      stderr.write(text);
    },
  };
}
