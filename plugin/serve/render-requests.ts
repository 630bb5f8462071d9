import type { IncomingMessage, RequestListener } from 'node:http';
import { faultsOf } from '../errors/esr-error.ts';
import { answerRequest, type Rendering, Unfit } from './answer-request.ts';
import type { Log } from './log.ts';
import { type WireAnswer, type WireRequest, wirePath } from './wire.ts';

/** Answers clients: each request is a render, and one that fails harms no other. */
export function renderRequests(options: Rendering & { readonly log: Log }): RequestListener {
  const { log, now } = options;
  return (request, response) => {
    if (request.method !== 'POST' || request.url !== wirePath) {
      response.writeHead(404).end();
      return;
    }
    const started = now();
    answer(request, options).then(
      ({ answered, application }) => {
        const { faults, warnings } = answered;
        const [level, says] =
          faults.length === 0 ? (['info', 'rendered'] as const) : (['error', 'not rendered'] as const);
        const codes = [...new Set(faults.map(({ code }) => code))];
        const facts = { application, ms: now() - started, warnings: warnings.length };
        log.event(level, says, { ...facts, ...(codes.length === 0 ? {} : { codes }) });
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answered));
      },
      (thrown: unknown) => {
        if (thrown instanceof Unfit) {
          log.event('warning', 'passed a request back', { why: thrown.message });
          response.writeHead(409, { 'content-type': 'text/plain' }).end(thrown.message);
          return;
        }
        log.bug(thrown);
        response.writeHead(500).end();
      },
    );
  };
}

async function answer(
  request: IncomingMessage,
  rendering: Rendering,
): Promise<{ readonly answered: WireAnswer; readonly application: string | undefined }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const asked = JSON.parse(Buffer.concat(chunks).toString('utf8')) as WireRequest;
  try {
    return { answered: await answerRequest(asked, rendering), application: asked.application.name };
  } catch (thrown) {
    // What remains is about the daemon's own configuration and seed; the client may have better ones.
    if (faultsOf(thrown) !== undefined) throw new Unfit('its configuration cannot be used');
    throw thrown;
  }
}
