import type { Certificate } from '../support/certificate.ts';
import { type FaultReach, Loopback, type LoopbackFault, type LoopbackRequest } from './loopback.ts';

/** One thing that the server answers. */
export interface Route {
  readonly method: string;
  /** With the query, exactly. */
  readonly path: string;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  /** What the request has to carry; else it is 404. */
  readonly expectHeaders?: Readonly<Record<string, string>>;
  readonly expectBody?: string;
}

/** A plain HTTP server with routes. */
export class WebhookFake {
  readonly routes: Route[] = [];
  #loopback!: Loopback;

  static async start(routes: readonly Route[] = [], tls?: Certificate): Promise<WebhookFake> {
    const fake = new WebhookFake();
    fake.routes.push(...routes);
    fake.#loopback = await Loopback.start((request) => {
      const route = fake.routes.find((one) => isMeant(one, request));
      return route === undefined ? { status: 404, body: 'marked-body' } : route;
    }, tls);
    return fake;
  }

  get url(): string {
    return this.#loopback.url;
  }

  get requests(): readonly LoopbackRequest[] {
    return this.#loopback.requests;
  }

  get calls(): readonly string[] {
    return this.#loopback.calls;
  }

  fail(fault: LoopbackFault, reach?: FaultReach): void {
    this.#loopback.fail(fault, reach);
  }

  async close(): Promise<void> {
    await this.#loopback.close();
  }
}

function isMeant(
  { method, path, expectHeaders = {}, expectBody }: Route,
  { call, headers, body }: LoopbackRequest,
): boolean {
  if (call !== `${method} ${path}` || (expectBody !== undefined && expectBody !== body)) return false;
  return Object.entries(expectHeaders).every(([name, value]) => headers[name.toLowerCase()] === value);
}
