import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Certificate } from '../support/certificate.ts';

/** A request as it arrived. */
export interface LoopbackRequest {
  readonly method: string;
  /** Without the query, escapes as they came. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Method and path with the query. */
  readonly call: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Whether a client certificate came with it. */
  readonly hasCertificate: boolean;
}

/** An answer to give: a text as it stands, or an object as JSON. */
export interface LoopbackAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | object;
}

/** What goes wrong instead of an answer. */
export type LoopbackFault =
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: 'hang' | 'half body' | 'stalled body' | 'garbage' | 'reset' };

/** Which requests a fault meets. */
export interface FaultReach {
  /** How the call begins: `GET /api`; absent means every call. */
  readonly call?: string;
  /** How often; absent means for ever. */
  readonly times?: number;
}

/** A server on the loopback that shows faults on demand. What it writes into bodies of faults is marked. */
export class Loopback {
  readonly requests: LoopbackRequest[] = [];
  latencyMs = 0;
  readonly #faults: { readonly fault: LoopbackFault; readonly call: string; left: number }[] = [];
  readonly #server: Server;
  readonly #isTls: boolean;

  private constructor(answer: (request: LoopbackRequest) => LoopbackAnswer, tls: Certificate | undefined) {
    const take = (request: IncomingMessage, response: ServerResponse) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const seen = readRequest(request, Buffer.concat(chunks));
        this.requests.push(seen);
        setTimeout(() => this.#answer(seen, response, answer), this.latencyMs);
      });
    };
    this.#isTls = tls !== undefined;
    this.#server =
      tls === undefined
        ? createServer(take)
        : createTlsServer({ ...tls, requestCert: true, rejectUnauthorized: false }, take);
  }

  /** Starts a server on a free port, with TLS where it is given a certificate. */
  static async start(answer: (request: LoopbackRequest) => LoopbackAnswer, tls?: Certificate): Promise<Loopback> {
    const loopback = new Loopback(answer, tls);
    await new Promise<void>((resolve) => loopback.#server.listen(0, '127.0.0.1', resolve));
    return loopback;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `${this.#isTls ? 'https' : 'http'}://127.0.0.1:${port}`;
  }

  get calls(): readonly string[] {
    return this.requests.map(({ call }) => call);
  }

  fail(fault: LoopbackFault, { call = '', times = Number.POSITIVE_INFINITY }: FaultReach = {}): void {
    this.#faults.push({ fault, call, left: times });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(
    request: LoopbackRequest,
    response: ServerResponse,
    answer: (request: LoopbackRequest) => LoopbackAnswer,
  ): void {
    const due = this.#faults.find(({ call, left }) => left > 0 && request.call.startsWith(call));
    if (due !== undefined) {
      due.left -= 1;
      showFault(due.fault, response);
      return;
    }
    const { status = 200, headers = {}, body = '' } = answer(request);
    const isText = typeof body === 'string' || Buffer.isBuffer(body);
    const type = isText ? {} : { 'content-type': 'application/json' };
    response.writeHead(status, { ...type, ...headers }).end(isText ? body : JSON.stringify(body));
  }
}

function readRequest(request: IncomingMessage, body: Buffer): LoopbackRequest {
  const { method = '', url = '', headers, socket } = request;
  const [path = '', query = ''] = url.split('?');
  const certificate = (socket as Partial<TLSSocket>).getPeerCertificate?.();
  return {
    method,
    path,
    query: new URLSearchParams(query),
    call: `${method} ${url}`,
    headers,
    body: body.toString(),
    hasCertificate: certificate !== undefined && Object.keys(certificate).length > 0,
  };
}

function showFault(fault: LoopbackFault, response: ServerResponse): void {
  const json = { 'content-type': 'application/json' };
  switch (fault.kind) {
    case 'status':
      response.writeHead(fault.status, { ...json, ...fault.headers }).end('{"message":"marked-body"}');
      return;
    case 'half body':
      response.writeHead(200, { ...json, 'content-length': 1000 });
      response.write('{"data": {"value": "marked-body', () => response.destroy());
      return;
    case 'stalled body':
      response.writeHead(200, { ...json, 'content-length': 1000 });
      response.write('{"data": {"value": "marked-body');
      return;
    case 'garbage':
      response.writeHead(200, json).end('<html>marked-body</html>');
      return;
    case 'reset':
      response.destroy();
      return;
    default:
  }
}
