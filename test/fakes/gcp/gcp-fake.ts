import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InARow } from '../in-a-row.ts';
import { type Fault, showFault } from './fault.ts';
import { GcpError } from './gcp-error.ts';
import { SecretManagerFake } from './secret-manager.ts';
import { TokenServices } from './token-services.ts';

/** Google Cloud on the loopback: Secret Manager in its REST form, the token services and a metadata server on one port. */
export class GcpFake {
  readonly secrets = new SecretManagerFake();
  readonly tokens = new TokenServices();
  /** Calls of Secret Manager, in order, as `esoCallList` names them. */
  readonly calls: string[] = [];
  /** Calls of the token services. */
  readonly tokenCalls: string[] = [];
  /** Milliseconds before each answer. */
  latencyMs = 0;
  /** How many requests had to wait for each other. */
  readonly inARow = new InARow();

  readonly #faults: { fault: Fault; left: number }[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      this.inARow.note(response);
      request.on('end', () => setTimeout(() => this.#answer(request, Buffer.concat(chunks), response), this.latencyMs));
    });
  }

  /** Starts a server on a free port of the loopback. */
  static async start(): Promise<GcpFake> {
    const fake = new GcpFake();
    await new Promise<void>((resolve) => fake.#server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What sends a client here. */
  get environment(): Readonly<Record<string, string>> {
    return {
      ESR_GCP_ENDPOINT: this.url,
      ESR_GCP_TOKEN_ENDPOINT: this.url,
      GCE_METADATA_HOST: this.url.replace('http://', ''),
    };
  }

  fail(fault: Fault): void {
    this.#faults.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', this.url);
    const token = this.tokens.answer(request.url ?? '/', request.headers, body.toString());
    const served = token ?? this.secrets.serve(request.method ?? '', url, body.toString());
    try {
      if (served === undefined) throw new GcpError(404, '', 'not found');
      (token === undefined ? this.calls : this.tokenCalls).push(served.call);
      const fault = this.#nextFault(served.call, token === undefined);
      if (fault !== undefined) {
        showFault(fault.kind, response);
        return;
      }
      if (token === undefined && !this.tokens.knows(request.headers.authorization)) {
        throw new GcpError(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.');
      }
      const answer = served.answer();
      if (typeof answer === 'string') response.writeHead(200, { 'content-type': 'application/text' }).end(answer);
      else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    } catch (thrown) {
      if (!(thrown instanceof GcpError)) throw thrown;
      const { status, word, message } = thrown;
      const error = /^[a-z_]+$/.test(word) ? word : { code: status, status: word, message };
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
    }
  }

  /** A fault without a call is one of Secret Manager, not of the sign-in. */
  #nextFault(call: string, isSecretManager: boolean): Fault | undefined {
    const found = this.#faults.find(
      ({ fault, left }) => left > 0 && (fault.call === undefined ? isSecretManager : call.startsWith(fault.call)),
    );
    if (found !== undefined) found.left -= 1;
    return found?.fault;
  }
}
