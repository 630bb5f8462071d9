import type { IncomingMessage, ServerResponse } from 'node:http';
import { certificate } from '../../support/certificate.ts';
import { trustCertificate } from '../../support/trust-certificate.ts';
import { FakeServer } from '../fake-server.ts';
import { type Fault, Faults } from '../faults.ts';
import { AzureError } from './azure-error.ts';
import { EntraFake } from './entra.ts';
import { type FaultKind, showFault } from './fault.ts';
import { KeyVaultFake } from './key-vault.ts';

/** Azure on the loopback: one vault and Entra ID on one port, with TLS, which this process trusts as long as it runs. */
export class AzureFake extends FakeServer {
  readonly vault = new KeyVaultFake(() => this.url);
  readonly entra = new EntraFake();
  /** Calls of the vault that bore a token, in order, as `esoCallList` names them. */
  readonly calls: string[] = [];
  /** Calls of Entra ID. */
  readonly tokenCalls: string[] = [];
  /** How many requests bore no token. */
  unauthenticated = 0;
  /** What the vault wants a token for, as its challenge says. */
  resource = 'https://vault.azure.net';

  readonly #faults = new Faults<FaultKind>();
  readonly #distrust: () => void;

  private constructor({ trusted }: { readonly trusted: boolean }) {
    const { cert, key } = certificate();
    super({ cert, key });
    this.#distrust = trusted ? trustCertificate(cert) : () => undefined;
  }

  /** Starts a server on a free port of the loopback. */
  static async start(options: { readonly trusted: boolean } = { trusted: true }): Promise<AzureFake> {
    return await new AzureFake(options).listen();
  }

  override get url(): string {
    return `https://localhost:${this.port}`;
  }

  /** What sends a sign-in here. */
  get environment(): Readonly<Record<string, string>> {
    return { ESR_AZURE_AUTHORITY_HOST: this.url };
  }

  /** Shows a fault to calls that begin so, `GET /secrets`, `token`; without one to the vault's, not the sign-in's. */
  fail(fault: Fault<FaultKind>): void {
    this.#faults.add(fault);
  }

  override async close(): Promise<void> {
    this.#distrust();
    await super.close();
  }

  protected override take(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const { method = '', url: path = '/', headers } = request;
    const token = this.entra.answer(method, path, body.toString(), this.url);
    try {
      if (token !== undefined) {
        this.tokenCalls.push(token.call);
        if (this.#showsFault(token.call, false, response)) return;
        send(response, token.answer());
        return;
      }
      if (!this.entra.knows(headers.authorization)) {
        this.unauthenticated += 1;
        const challenge = `Bearer authorization="${this.url}/tid", resource="${this.resource}"`;
        response.writeHead(401, { 'www-authenticate': challenge, 'content-type': 'application/json' }).end('{}');
        return;
      }
      const url = new URL(path, this.url);
      const call = `${method} ${callName(url)}`;
      this.calls.push(call);
      if (this.#showsFault(call, true, response)) return;
      send(response, this.vault.answer(method, url, body.toString()));
    } catch (thrown) {
      if (!(thrown instanceof AzureError)) throw thrown;
      refuse(response, thrown, token !== undefined);
    }
  }

  #showsFault(call: string, isVault: boolean, response: ServerResponse): boolean {
    const fault = this.#faults.next((begin) => (begin === undefined ? isVault : call.startsWith(begin)));
    if (fault === undefined) return false;
    showFault(fault, response);
    return true;
  }
}

/** As the corpus names it: without the version of the API, and without a slash at the end. */
function callName({ pathname, searchParams }: URL): string {
  const token = searchParams.get('$skiptoken');
  return `${pathname.replace(/\/$/, '')}${token === null ? '' : `?$skiptoken=${token}`}`;
}

function send(response: ServerResponse, answer: object): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(answer));
}

function refuse(response: ServerResponse, { status, code, message, inner }: AzureError, isEntra: boolean): void {
  const error = { code, message, ...(inner === undefined ? {} : { innererror: { code: inner } }) };
  const body = isEntra ? { error: code, error_description: message, error_codes: [7000215] } : { error };
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}
