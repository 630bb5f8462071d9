import type { ServerResponse } from 'node:http';

/** How an answer can be none. */
export type Breakage =
  | 'unavailable'
  | 'hang'
  | 'half body'
  | 'stalled body'
  | 'garbage'
  | 'html 404'
  | 'empty'
  | 'reset';

/**
 * Breaks an answer off, or gives one that no service gives.
 *
 * @param opening - How a good body begins; what is half there.
 */
export function breakAnswer(
  kind: Breakage,
  response: ServerResponse,
  opening: string,
  type = 'application/json',
): void {
  const head = { 'content-type': type };
  const html = { 'content-type': 'text/html' };
  switch (kind) {
    case 'half body':
      response.writeHead(200, { ...head, 'content-length': 1000 });
      response.write(opening, () => response.destroy());
      return;
    case 'stalled body':
      response.writeHead(200, { ...head, 'content-length': 1000 });
      response.write(opening);
      return;
    case 'garbage':
      response.writeHead(200, head).end('marked-body, not JSON');
      return;
    case 'html 404':
      response.writeHead(404, html).end('<html>marked-body</html>');
      return;
    case 'unavailable':
      response.writeHead(503, html).end('<html>marked-body</html>');
      return;
    case 'empty':
      response.writeHead(200, head).end('{}');
      return;
    case 'reset':
      response.destroy();
      return;
    case 'hang':
  }
}
