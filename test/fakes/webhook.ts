import type { Certificate } from '../support/certificate.ts';
import { Loopback, type LoopbackAnswer, type LoopbackRequest } from './loopback.ts';

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
export class WebhookFake extends Loopback {
  readonly routes: Route[] = [];

  static async start(routes: readonly Route[] = [], tls?: Certificate): Promise<WebhookFake> {
    const fake = new WebhookFake(tls);
    fake.routes.push(...routes);
    return await fake.listen();
  }

  protected override answer(request: LoopbackRequest): LoopbackAnswer {
    return this.routes.find((route) => isMeant(route, request)) ?? { status: 404, body: 'marked-body' };
  }
}

function isMeant(
  { method, path, expectHeaders = {}, expectBody }: Route,
  { call, headers, body }: LoopbackRequest,
): boolean {
  if (call !== `${method} ${path}` || (expectBody !== undefined && expectBody !== body)) return false;
  return Object.entries(expectHeaders).every(([name, value]) => headers[name.toLowerCase()] === value);
}
