import { createServer, type IncomingMessage, request as plain, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, request as secure } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from './certificate.ts';

/** When a server dies: before it has done what a request asks, or after, so that only the answer is lost. */
export type Death = 'before' | 'after';

/** Stands in front of a server on the loopback and dies at one of its requests. */
export class DyingProxy {
  /** How many requests arrived. */
  count = 0;
  readonly #server: Server;
  readonly #origin: string;

  private constructor(target: string, at: number, death: Death, tls: Certificate | undefined) {
    this.#origin = tls === undefined ? 'http://127.0.0.1' : 'https://localhost';
    const send = tls === undefined ? plain : secure;
    const take = (incoming: IncomingMessage, outgoing: ServerResponse) => {
      this.count += 1;
      const number = this.count;
      if (number > at || (number === at && death === 'before')) {
        incoming.socket.destroy();
        return;
      }
      const { method = 'GET', url = '/', headers } = incoming;
      const options = { method, headers, rejectUnauthorized: false };
      const forwarded = send(`${target}${url}`, options, (answer) => {
        if (number === at) {
          answer.resume().on('end', () => incoming.socket.destroy());
          return;
        }
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      });
      incoming.pipe(forwarded);
    };
    this.#server = tls === undefined ? createServer(take) : createTlsServer({ ...tls }, take);
  }

  /**
   * @param at - The request at which it dies, from 1; none comes through afterwards.
   * @param tls - With it both sides speak TLS.
   */
  static async start(target: string, at: number, death: Death, tls?: Certificate): Promise<DyingProxy> {
    const proxy = new DyingProxy(target, at, death, tls);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `${this.#origin}:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
