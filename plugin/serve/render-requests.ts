import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { faultsOf } from '../errors/esr-error.ts';
import type { RenderConfig } from '../model/config.ts';
import { answerRequest, type Rendering, Unfit } from './answer-request.ts';
import { frameOf } from './frame.ts';
import type { Log } from './log.ts';
import type { GivenAnswer } from './read-answer.ts';
import { readBody } from './read-body.ts';
import { readRequest } from './read-request.ts';
import { turns } from './turns.ts';
import { wirePath } from './wire.ts';

/** Renders at a time; each holds its input, and reads with as many requests as `limits.concurrency` allows a store. */
const most = 16;
/** Manifests in work together; more of one client is rendered alone. */
const togetherBytes = 67_108_864;
/** Who waits longer for a turn does the work itself, while there is time. */
const patienceMs = 5_000;
/** Names and digests around the manifests. */
const headBytes = 65_536;
/** The rest of a request that is not rendered is waited for so long. */
const discardMs = 2_000;
/** A client that takes no answer for so long has gone. */
const unreadMs = 30_000;

/** What answering clients needs. */
export interface RenderRequestsOptions extends Rendering {
  readonly log: Log;
  /** Reads the configuration anew, since a mounted file changes. */
  loadConfig(): Promise<RenderConfig>;
}

/** Answers clients: each request is a render, and one that fails harms no other. */
export function renderRequests(options: RenderRequestsOptions): RequestListener {
  const { log } = options;
  const turn = turns(most, togetherBytes);
  return (request, response) => {
    if (request.method !== 'POST' || request.url !== wirePath) {
      response.writeHead(404).end();
      return;
    }
    const left = leaving(response);
    const passBack = async (status: number, why: string) => {
      log.event('warning', 'passed a request back', { why });
      await discard(request);
      response.writeHead(status, { 'content-type': 'text/plain' }).end(why);
    };
    const work = async () => {
      // Before its body is read, so that those that wait cost nothing.
      const end = await turn.take(sizeOf(request), patienceMs);
      if (end === undefined) return await passBack(503, 'it is busy');
      try {
        await render(request, response, left, options, passBack);
      } finally {
        end();
      }
    };
    work().catch((thrown: unknown) => {
      log.bug(thrown);
      if (!response.headersSent) response.writeHead(500).end();
    });
  };
}

/** Takes the rest of a request and throws it away: who is still sending would not hear the answer. */
async function discard(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed) return;
  await new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(end, discardMs);
    request.once('end', end).once('close', end).once('error', end).resume();
  });
}

/** What a request says that it brings; one that says nothing may bring anything. */
function sizeOf({ headers }: IncomingMessage): number {
  return Number(headers['content-length'] ?? togetherBytes);
}

async function render(
  request: IncomingMessage,
  response: ServerResponse,
  left: AbortSignal,
  options: RenderRequestsOptions,
  passBack: (status: number, why: string) => Promise<void>,
): Promise<void> {
  const { log, elapsed, loadConfig } = options;
  const started = elapsed();
  try {
    const config = await loadConfig();
    const body = await readBody(request, config.limits.maxInputBytes + headBytes);
    if (body === 'gone' || left.aborted) return log.event('info', 'the client went away', {});
    if (body === 'large') return await passBack(413, 'the manifests are larger than limits.maxInputBytes');
    const asked = readRequest(body);
    if (asked === undefined) return await passBack(400, 'the request is none');
    const answer = await answerRequest(asked, config, left, options);
    const facts = { application: asked.application.name, ms: Math.round(elapsed() - started) };
    if (left.aborted) return log.event('warning', 'the client went away', facts);
    tell(answer, facts, log);
    await send(answer, response);
  } catch (thrown) {
    if (thrown instanceof Unfit) return await passBack(409, thrown.message);
    // What remains is about the daemon's own configuration and seed; the client may have better ones.
    if (faultsOf(thrown) !== undefined) return await passBack(409, 'its configuration cannot be used');
    throw thrown;
  }
}

function tell({ faults, warnings }: GivenAnswer, facts: { application: string | undefined; ms: number }, log: Log) {
  const codes = [...new Set(faults.map(({ code }) => code))];
  const all = { ...facts, warnings: warnings.length, ...(codes.length === 0 ? {} : { codes }) };
  if (faults.length === 0) log.event('info', 'rendered', all);
  else log.event('error', 'not rendered', all);
}

/** Sends an answer, and waits until it is with the client: until then it takes memory. */
async function send({ chunks, warnings, faults }: GivenAnswer, response: ServerResponse): Promise<void> {
  const parts = frameOf({ warnings, faults }, chunks);
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': length });
  response.setTimeout(unreadMs, () => response.destroy());
  for (const part of parts) response.write(part);
  await new Promise<void>((resolve) => {
    response.once('close', resolve);
    response.end();
  });
}

/** Fires when the client goes away before it has its answer: Argo CD kills what takes too long. */
function leaving(response: ServerResponse): AbortSignal {
  const left = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) left.abort();
  });
  return left.signal;
}
