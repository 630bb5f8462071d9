import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A request as it arrived. */
export interface SeenRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** An answer to give. */
export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text as it stands, or an object as JSON. */
  readonly body?: string | object;
}

/** Decides what is answered; 404 for what it leaves open, and nothing at all for `never`. */
export type Answering = (request: SeenRequest) => FakeAnswer | 'never' | undefined;

/** A small HTTP server on the loopback, for services that a handful of answers stand for. */
export class HttpFake {
  readonly requests: SeenRequest[] = [];
  readonly #server: Server;
  readonly #scheme: 'http' | 'https';

  private constructor(answer: Answering, tls?: { readonly cert: string; readonly key: string }) {
    const listener = (request: IncomingMessage, response: import('node:http').ServerResponse) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const seen: SeenRequest = {
          method: request.method ?? '',
          path: request.url ?? '',
          headers: request.headers,
          body: Buffer.concat(chunks).toString(),
        };
        this.requests.push(seen);
        const given = answer(seen) ?? { status: 404 };
        if (given === 'never') return;
        const { status = 200, headers = {}, body = '' } = given;
        response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
      });
    };
    this.#server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
    this.#scheme = tls === undefined ? 'http' : 'https';
  }

  /** Starts a server on a free port; with TLS where a certificate is given. */
  static async start(answer: Answering, tls?: { readonly cert: string; readonly key: string }): Promise<HttpFake> {
    const fake = new HttpFake(answer, tls);
    await new Promise<void>((resolve) => fake.#server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  /** `127.0.0.1:PORT` */
  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get url(): string {
    return `${this.#scheme}://${this.host}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
