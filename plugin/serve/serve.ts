import { randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { serveError } from '../errors/serve.ts';
import type { RenderConfig } from '../model/config.ts';
import { Applications } from './applications.ts';
import { listen } from './http-server.ts';
import type { Log } from './log.ts';
import { openMetrics } from './metrics.ts';
import { openSocket } from './open-socket.ts';
import { pages } from './pages.ts';
import { renderRequests } from './render-requests.ts';
import { rotate } from './rotation.ts';

/** What a daemon is started with. */
export interface ServeOptions {
  /** Path of the Unix socket that clients ask at. */
  readonly socket: string;
  /** Where metrics and the status page are served; nowhere when absent. */
  readonly address?: { readonly host: string; readonly port: number };
  readonly argocdNamespace: string;
  /** No application is read more often than this, in milliseconds. */
  readonly leastIntervalMs: number;
  readonly version: string;
  readonly log: Log;
  loadConfig(): Promise<RenderConfig>;
  now(): number;
}

/** A daemon at work. */
export interface Daemon {
  /** The port of the pages, where there are any. */
  readonly port: number | undefined;
  /** Ends what is in work, and resolves when all is closed. */
  close(): Promise<void>;
}

/**
 * Renders for clients on a socket, and looks whether what they read has changed (design.md 9).
 *
 * @throws UsageError where it cannot listen, or the configuration is wrong.
 */
export async function serve(options: ServeOptions): Promise<Daemon> {
  const { socket, address, argocdNamespace, leastIntervalMs, version, log, loadConfig, now } = options;
  // A configuration that is wrong shows now, and not at the first application.
  await loadConfig();
  const applications = new Applications(randomBytes(32), leastIntervalMs);
  const metrics = openMetrics(() => applications.all());
  const asked = renderRequests({
    ...{ version, loadConfig, now, log },
    seen(render) {
      metrics.render(render);
      applications.note(render, now());
    },
  });
  const door = await openSocket(socket, asked);
  const shown = pages({ applications, metrics, loadConfig, now });
  const window =
    address === undefined
      ? undefined
      : await openAddress(shown, address).catch(async (thrown) => {
          await door.close();
          throw thrown;
        });
  const over = new AbortController();
  const rotation = rotate({
    ...{ applications, argocdNamespace, log, now, signal: over.signal },
    counted: (what) => metrics.look(what),
  });
  return {
    port: window?.port,
    async close() {
      over.abort();
      await Promise.all([door.close(), window?.close(), rotation]);
    },
  };
}

async function openAddress(
  listener: RequestListener,
  { host, port }: { readonly host: string; readonly port: number },
) {
  try {
    return await listen(listener, { host, port });
  } catch (thrown) {
    const { code = 'unknown' } = thrown as NodeJS.ErrnoException;
    throw serveError('LISTEN_ADDRESS', { address: `${host}:${port}`, why: code });
  }
}
