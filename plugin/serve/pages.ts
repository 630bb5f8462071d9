import type { RequestListener } from 'node:http';
import type { RenderConfig } from '../model/config.ts';
import type { Applications } from './applications.ts';
import type { Metrics } from './metrics.ts';
import { statusPage } from './status-page.ts';

/** What the pages show. */
export interface PagesOptions {
  readonly applications: Applications;
  readonly metrics: Metrics;
  /** Whether they are served to this machine alone. */
  readonly isLocal: boolean;
  loadConfig(): Promise<RenderConfig>;
  /** A clock that never jumps. */
  elapsed(): number;
}

type Page = () => Promise<{ readonly status?: number; readonly type: string; readonly body: string }>;

/** Names are nobody's business but the reader's, and a page runs nothing and stands in no other. */
const headers = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};

/** `/metrics`, `/healthz`, `/readyz` and the status page. */
export function pages({ applications, metrics, isLocal, loadConfig, elapsed }: PagesOptions): RequestListener {
  const plain = 'text/plain; charset=utf-8';
  const all = new Map<string, Page>([
    ['/', async () => ({ type: 'text/html; charset=utf-8', body: statusPage(applications.all(), elapsed()) })],
    ['/metrics', () => metrics.text()],
    ['/healthz', async () => ({ type: plain, body: 'ok\n' })],
    [
      '/readyz',
      // It renders nothing while its configuration is wrong.
      () =>
        loadConfig().then(
          () => ({ type: plain, body: 'ok\n' }),
          () => ({ status: 503, type: plain, body: 'the configuration cannot be used\n' }),
        ),
    ],
  ]);
  return (request, response) => {
    const page = all.get((request.url ?? '').replace(/\?.*$/, ''));
    const refusal = refusedAs(page, request.method, isLocal && !isOwnName(request.headers.host));
    if (page === undefined || refusal !== undefined) {
      response.writeHead(refusal ?? 404).end();
      return;
    }
    page().then(
      ({ status = 200, type, body }) => {
        response.writeHead(status, { ...headers, 'content-type': type }).end(request.method === 'HEAD' ? '' : body);
      },
      () => response.writeHead(500).end(),
    );
  };
}

function refusedAs(page: Page | undefined, method: string | undefined, isForeign: boolean): number | undefined {
  if (isForeign) return 421;
  if (page === undefined) return 404;
  return method === 'GET' || method === 'HEAD' ? undefined : 405;
}

/** A browser that a foreign site has sent here asks for that site's name. */
function isOwnName(host: string | undefined): boolean {
  return host === undefined || /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/.test(host);
}
