import { chmod, lstat, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { connect } from 'node:net';
import { serveError } from '../errors/serve.ts';
import { type Listening, listen } from './http-server.ts';
import { isSocketPath } from './is-socket-path.ts';

/** What the socket bears: a client of ours sends at once, and takes its answer at once. */
const bounds = { headersTimeout: 10_000, requestTimeout: 60_000 };

/** A socket that is listened on. */
export interface OpenSocket extends Pick<Listening, 'close' | 'cut'> {
  /** Whose the file is that stands there. */
  whose(): Promise<'ours' | "another's" | "nobody's">;
}

/**
 * Listens on a Unix socket that only this user may connect to. What a daemon left behind that was killed is taken away.
 *
 * @throws UsageError `SOCKET_TAKEN`, `SOCKET_PATH`
 */
export async function openSocket(path: string, listener: RequestListener): Promise<OpenSocket> {
  // The system cuts a longer one off, and would make a file of another name.
  if (!isSocketPath(path)) throw serveError('SOCKET_PATH', { path, why: 'it is too long' });
  const found = await lstat(path).catch(() => undefined);
  if (found !== undefined) {
    if (!found.isSocket()) throw serveError('SOCKET_PATH', { path, why: 'something else has this name' });
    if (await answers(path)) throw serveError('SOCKET_TAKEN', { path });
    await rm(path, { force: true }).catch(() => undefined);
  }
  // Closed to others from the first moment, not only after chmod.
  const before = process.umask(0o177);
  try {
    const listening = await listen(listener, { path }, bounds);
    await chmod(path, 0o600);
    const { ino, dev } = await lstat(path);
    return {
      ...listening,
      whose: () =>
        lstat(path).then(
          (now) => (now.ino === ino && now.dev === dev ? 'ours' : "another's"),
          () => "nobody's",
        ),
    };
  } catch (thrown) {
    const { code = 'unknown' } = thrown as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw serveError('SOCKET_TAKEN', { path });
    throw serveError('SOCKET_PATH', { path, why: code });
  } finally {
    process.umask(before);
  }
}

async function answers(path: string): Promise<boolean> {
  return await new Promise((resolve) => {
    const probe = connect({ path }, () => {
      probe.destroy();
      resolve(true);
    }).on('error', () => resolve(false));
  });
}
