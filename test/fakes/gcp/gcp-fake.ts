import type { IncomingMessage, ServerResponse } from 'node:http';
import { FakeServer } from '../fake-server.ts';
import { type Fault, Faults } from '../faults.ts';
import { type FaultKind, showFault } from './fault.ts';
import { GcpError } from './gcp-error.ts';
import { SecretManagerFake } from './secret-manager.ts';
import { TokenServices } from './token-services.ts';

/** Google Cloud on the loopback: Secret Manager in its REST form, the token services and a metadata server on one port. */
export class GcpFake extends FakeServer {
  readonly secrets = new SecretManagerFake();
  readonly tokens = new TokenServices();
  /** Calls of Secret Manager, in order, as `esoCallList` names them. */
  readonly calls: string[] = [];
  /** Calls of the token services. */
  readonly tokenCalls: string[] = [];
  readonly #faults = new Faults<FaultKind>();

  /** Starts a server on a free port of the loopback. */
  static async start(): Promise<GcpFake> {
    return await new GcpFake().listen();
  }

  /** What sends a client here. */
  get environment(): Readonly<Record<string, string>> {
    return {
      ESR_GCP_ENDPOINT: this.url,
      ESR_GCP_TOKEN_ENDPOINT: this.url,
      GCE_METADATA_HOST: this.url.replace('http://', ''),
    };
  }

  /** Shows a fault to calls that begin so, `AccessSecretVersion`, `token`; without one to Secret Manager's, not the sign-in's. */
  fail(fault: Fault<FaultKind>): void {
    this.#faults.add(fault);
  }

  protected override take(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', this.url);
    const token = this.tokens.answer(request.url ?? '/', request.headers, body.toString());
    const served = token ?? this.secrets.serve(request.method ?? '', url, body.toString());
    try {
      if (served === undefined) throw new GcpError(404, '', 'not found');
      const isSecretManager = token === undefined;
      (isSecretManager ? this.calls : this.tokenCalls).push(served.call);
      const fault = this.#faults.next((call) => (call === undefined ? isSecretManager : served.call.startsWith(call)));
      if (fault !== undefined) {
        showFault(fault, response);
        return;
      }
      if (isSecretManager && !this.tokens.knows(request.headers.authorization)) {
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
}
