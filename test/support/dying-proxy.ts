import { createServer, type Server, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

/** When a server dies: before it has done what a request asks, or after, so that only the answer is lost. */
export type Death = 'before' | 'after';

/** Stands in front of a server on the loopback and dies at one of its requests. */
export class DyingProxy {
  /** How many requests arrived. */
  count = 0;
  readonly #server: Server;

  private constructor(target: string, at: number, death: Death) {
    this.#server = createServer((incoming, outgoing) => {
      this.count += 1;
      const number = this.count;
      if (number > at || (number === at && death === 'before')) {
        incoming.socket.destroy();
        return;
      }
      const { method = 'GET', url = '/', headers } = incoming;
      const forwarded = send(`${target}${url}`, { method, headers }, (answer) => {
        if (number === at) {
          answer.resume().on('end', () => incoming.socket.destroy());
          return;
        }
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      });
      incoming.pipe(forwarded);
    });
  }

  /** @param at - The request at which it dies, from 1; none comes through afterwards. */
  static async start(target: string, at: number, death: Death): Promise<DyingProxy> {
    const proxy = new DyingProxy(target, at, death);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
