import { createServer, type RequestListener, type Server } from 'node:http';
import type { ListenOptions } from 'node:net';

/** A server that listens. */
export interface Listening {
  /** Takes no more requests, ends those that wait, and resolves when those in work are answered. */
  close(): Promise<void>;
  /** The port, where it listens on one. */
  readonly port: number | undefined;
}

/** Starts an HTTP server. Rejects with the system's error where the address cannot be had. */
export async function listen(listener: RequestListener, where: ListenOptions): Promise<Listening> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(where, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' ? address?.port : undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}
