import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { InARow } from './in-a-row.ts';

/** An HTTP server on the loopback that hands each request over once its body is there. */
export abstract class FakeServer {
  /** Milliseconds before each answer. */
  latencyMs = 0;
  /** Most requests that were open at a time. */
  mostAtOnce = 0;
  /** How many requests had to wait for each other. */
  readonly inARow = new InARow();

  readonly #server: Server;
  readonly #isTls: boolean;
  #open = 0;

  /** @param tls - A certificate and its key; absent means plain HTTP. */
  protected constructor(tls?: ServerOptions) {
    const listener = (request: IncomingMessage, response: ServerResponse) => this.#receive(request, response);
    this.#isTls = tls !== undefined;
    this.#server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  }

  /** Answers a request. */
  protected abstract take(request: IncomingMessage, body: Buffer, response: ServerResponse): void;

  /** Listens on a free port. */
  protected async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `${this.#isTls ? 'https' : 'http'}://127.0.0.1:${this.port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #receive(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    this.inARow.note(response);
    this.#open += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#open);
    response.on('close', () => {
      this.#open -= 1;
    });
    request.on('end', () => setTimeout(() => this.take(request, Buffer.concat(chunks), response), this.latencyMs));
  }
}
