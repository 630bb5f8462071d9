import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { usageError } from '../errors/usage.ts';
import { ask } from './ask.ts';
import { fileChanges } from './file-changes.ts';
import type { Terminal } from './terminal.ts';

/** The terminal of this process. */
export function processTerminal(env: Terminal['env']): Terminal {
  const { stdin, stdout, stderr } = process;
  // A reader that goes away early (`esr render | head`) is no fault of anybody's. Other errors are met where it is written.
  let isReaderGone = false;
  stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    isReaderGone ||= code === 'EPIPE';
  });
  stderr.on('error', () => undefined);
  return {
    env,
    isInteractive: stderr.isTTY === true && env['TERM'] !== 'dumb',
    hasColour: { out: showsColour(stdout, env), error: showsColour(stderr, env) },
    // Asked each time: a window changes its size. A terminal that does not know its own says 0.
    get columns() {
      return stdout.isTTY === true ? stdout.columns || undefined : undefined;
    },
    get errorColumns() {
      return stderr.isTTY === true ? stderr.columns || undefined : undefined;
    },
    // Without a person at both ends there is nobody to ask.
    ...(stdin.isTTY === true && stdout.isTTY === true && stderr.isTTY === true ? { ask } : {}),
    changes: fileChanges,
    async stopped() {
      const first = new AbortController();
      const { signal } = first;
      await Promise.race(['SIGTERM', 'SIGINT'].map((name) => once(process, name, { signal })));
      first.abort();
    },
    isStdinInteractive: stdin.isTTY === true,
    now: () => Date.now(),
    async readStdin() {
      const chunks: Buffer[] = [];
      for await (const chunk of stdin) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks);
    },
    readLines: () => createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY }),
    async writeOut(chunks) {
      try {
        for (const chunk of chunks) if (!stdout.write(chunk)) await once(stdout, 'drain');
      } catch (thrown) {
        const { code: why = 'it failed' } = thrown as NodeJS.ErrnoException;
        if (why !== 'EPIPE') throw usageError('OUTPUT_UNWRITABLE', { why });
      }
    },
    get isReaderGone() {
      return isReaderGone;
    },
    writeError(text) {
      stderr.write(text);
    },
  };
}

/** Colour is for people: https://no-color.org */
function showsColour({ isTTY }: { readonly isTTY?: boolean }, env: Terminal['env']): boolean {
  return isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}
