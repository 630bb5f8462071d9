import type { RequestListener } from 'node:http';
import type { RenderConfig } from '../model/config.ts';
import type { Applications } from './applications.ts';
import type { Metrics } from './metrics.ts';
import { statusPage } from './status-page.ts';

/** What the pages show. */
export interface PagesOptions {
  readonly applications: Applications;
  readonly metrics: Metrics;
  loadConfig(): Promise<RenderConfig>;
  now(): number;
}

type Page = () => Promise<{ readonly status?: number; readonly type: string; readonly body: string }>;

/** `/metrics`, `/healthz`, `/readyz` and the status page. */
export function pages({ applications, metrics, loadConfig, now }: PagesOptions): RequestListener {
  const plain = 'text/plain; charset=utf-8';
  const all = new Map<string, Page>([
    ['/', async () => ({ type: 'text/html; charset=utf-8', body: statusPage(applications.all(), now()) })],
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
    if (page === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) {
      response.writeHead(page === undefined ? 404 : 405).end();
      return;
    }
    page().then(
      ({ status = 200, type, body }) => {
        // Names are nobody's business but the reader's, and a page runs nothing.
        const headers = {
          'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
          'cache-control': 'no-store',
        };
        response.writeHead(status, { ...headers, 'content-type': type }).end(request.method === 'HEAD' ? '' : body);
      },
      () => response.writeHead(500).end(),
    );
  };
}
