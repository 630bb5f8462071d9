import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { Certificate } from '../support/certificate.ts';
import { type Breakage, breakAnswer } from './break-answer.ts';
import { FakeServer } from './fake-server.ts';
import { type Fault, Faults } from './faults.ts';

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
  | { readonly kind: Breakage };

/** Which requests a fault meets: those whose call begins so (`GET /api`); absent means every one. */
export type FaultReach = Omit<Fault<LoopbackFault>, 'kind'>;

/** A service on the loopback that answers each request by itself. What it writes into bodies of faults is marked. */
export abstract class Loopback extends FakeServer {
  readonly requests: LoopbackRequest[] = [];
  readonly #faults = new Faults<LoopbackFault>();

  /** With TLS where it is given a certificate. */
  protected constructor(tls?: Certificate) {
    super(tls === undefined ? undefined : { ...tls, requestCert: true, rejectUnauthorized: false });
  }

  /** Answers a request. */
  protected abstract answer(request: LoopbackRequest): LoopbackAnswer;

  get calls(): readonly string[] {
    return this.requests.map(({ call }) => call);
  }

  fail(fault: LoopbackFault, reach: FaultReach = {}): void {
    this.#faults.add({ kind: fault, ...reach });
  }

  protected override take(incoming: IncomingMessage, bytes: Buffer, response: ServerResponse): void {
    const request = readRequest(incoming, bytes);
    this.requests.push(request);
    const fault = this.#faults.next((call = '') => request.call.startsWith(call));
    if (fault !== undefined) {
      showFault(fault, response);
      return;
    }
    const { status = 200, headers = {}, body = '' } = this.answer(request);
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
  if (fault.kind !== 'status') {
    breakAnswer(fault.kind, response, '{"data": {"value": "marked-body');
    return;
  }
  const headers = { 'content-type': 'application/json', ...fault.headers };
  response.writeHead(fault.status, headers).end('{"message":"marked-body"}');
}
