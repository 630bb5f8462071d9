import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import type { ListenOptions } from 'node:net';

/** A server that listens. */
export interface Listening {
  /** Takes no more requests, ends those that wait, and resolves when those in work are answered. */
  close(): Promise<void>;
  /** Ends every connection now. */
  cut(): void;
  /** The port, where it listens on one. */
  readonly port: number | undefined;
}

/** What a server bears. */
export interface Bounds extends Pick<ServerOptions, 'headersTimeout' | 'requestTimeout' | 'maxHeaderSize'> {
  /** More connections are not taken. */
  readonly maxConnections?: number;
}

/** Starts an HTTP server. Rejects with the system's error where the address cannot be had. */
export async function listen(
  listener: RequestListener,
  where: ListenOptions,
  { maxConnections, ...bounds }: Bounds = {},
): Promise<Listening> {
  const server: Server = createServer({ connectionsCheckingInterval: 2_000, ...bounds }, listener);
  if (maxConnections !== undefined) server.maxConnections = maxConnections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(where, () => {
      server.off('error', reject);
      // What is met later concerns one connection.
      server.on('error', () => undefined);
      resolve();
    });
  });
  const address = server.address();
  return {
    port: typeof address === 'object' ? address?.port : undefined,
    cut: () => server.closeAllConnections(),
    close: () =>
      new Promise((resolve) => {
        // A connection that was in work is idle afterwards, and would be kept.
        const idle = setInterval(() => server.closeIdleConnections(), 50);
        server.close(() => {
          clearInterval(idle);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}
