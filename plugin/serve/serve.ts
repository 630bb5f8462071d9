import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { RequestListener } from 'node:http';
import { serveError } from '../errors/serve.ts';
import type { RenderConfig } from '../model/config.ts';
import { Applications } from './applications.ts';
import { listen } from './http-server.ts';
import { keepDoor } from './keep-door.ts';
import type { Log } from './log.ts';
import { openMetrics } from './metrics.ts';
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
  /** Nothing is read more often than this, in milliseconds. */
  readonly leastIntervalMs: number;
  readonly version: string;
  readonly log: Log;
  loadConfig(): Promise<RenderConfig>;
  /** Wall clock. */
  now(): number;
}

/** A daemon at work. */
export interface Daemon {
  /** The port of the pages, where there are any. */
  readonly port: number | undefined;
  /** Takes nothing more, ends what is in work, and resolves when all is closed. */
  close(): Promise<void>;
  /** Ends every connection now: clients do the work themselves. */
  cut(): void;
}

/** Anybody in the cluster may ask for the pages; nobody needs many connections, long headers or much time for it. */
const bounds = { headersTimeout: 5_000, requestTimeout: 5_000, maxHeaderSize: 8_192, maxConnections: 256 };

/**
 * Renders for clients on a socket, and looks whether what they read has changed.
 *
 * @throws UsageError where it cannot listen, or the configuration is wrong.
 */
export async function serve(options: ServeOptions): Promise<Daemon> {
  const { socket, address, argocdNamespace, leastIntervalMs, version, log, loadConfig, now } = options;
  // A configuration that is wrong shows now, and not at the first application.
  await loadConfig();
  // Rotation goes by a clock that nobody sets.
  const elapsed = () => performance.now();
  const over = new AbortController();
  const { signal } = over;
  // Everything that waits listens for the end.
  setMaxListeners(0, signal);
  const applications = new Applications(randomBytes(32), leastIntervalMs);
  const metrics = openMetrics(() => applications.all());
  const seen: Parameters<typeof renderRequests>[0]['seen'] = (render) => {
    applications.note(render, elapsed());
    metrics.render(render);
  };
  const door = await keepDoor(socket, renderRequests({ version, loadConfig, now, elapsed, log, seen }), {
    log,
    signal,
  });
  const shown = pages({ applications, metrics, loadConfig, elapsed, isLocal: isLocal(address?.host) });
  const window =
    address === undefined
      ? undefined
      : await openAddress(shown, address).catch(async (thrown) => {
          over.abort();
          await door.close();
          throw thrown;
        });
  const forget = withoutWords(log);
  const rotation = rotate({
    ...{ applications, argocdNamespace, log, loadConfig, now, elapsed, signal },
    read: (look) => metrics.read(look),
    counted: (what) => metrics.look(what),
  });
  return {
    port: window?.port,
    async close() {
      over.abort();
      await Promise.all([door.close(), window?.close(), rotation]);
      forget();
    },
    cut() {
      door.cut();
      window?.cut();
    },
  };
}

/** Tells what was rejected without its words, which may hold a value, and goes on: it is work that nobody waits for any more. */
function withoutWords(log: Log): () => void {
  const rejected = (thrown: unknown) => log.bug(thrown);
  process.on('unhandledRejection', rejected);
  return () => {
    process.off('unhandledRejection', rejected);
  };
}

/** Whether only this machine reaches an address, so that a request for another name comes from a page of a browser. */
function isLocal(host: string | undefined): boolean {
  return host !== undefined && /^(?:localhost|127(?:\.\d+){3}|::1)$/.test(host);
}

async function openAddress(
  listener: RequestListener,
  { host, port }: { readonly host: string; readonly port: number },
) {
  try {
    return await listen(listener, { host, port }, bounds);
  } catch (thrown) {
    const { code = 'unknown' } = thrown as NodeJS.ErrnoException;
    throw serveError('LISTEN_ADDRESS', { address: `${host}:${port}`, why: code });
  }
}
