import { chmod, lstat, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { connect } from 'node:net';
import { serveError } from '../errors/serve.ts';
import { type Listening, listen } from './http-server.ts';

/**
 * Listens on a Unix socket that only this user may connect to. What a daemon left behind that was killed is taken away.
 *
 * @throws UsageError `SOCKET_TAKEN`, `SOCKET_PATH`
 */
export async function openSocket(path: string, listener: RequestListener): Promise<Listening> {
  const found = await lstat(path).catch(() => undefined);
  if (found !== undefined) {
    if (!found.isSocket()) throw serveError('SOCKET_PATH', { path, why: 'something else has this name' });
    if (await answers(path)) throw serveError('SOCKET_TAKEN', { path });
    await rm(path, { force: true });
  }
  // Closed to others from the first moment, not only after chmod.
  const before = process.umask(0o177);
  try {
    const listening = await listen(listener, { path });
    await chmod(path, 0o600);
    return listening;
  } catch (thrown) {
    const { code = 'unknown' } = thrown as NodeJS.ErrnoException;
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
