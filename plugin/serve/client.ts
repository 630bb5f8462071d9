import { stat } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { EsrErrors } from '../errors/esr-error.ts';
import { storeError } from '../errors/store.ts';
import type { Run } from '../model/run.ts';
import type { Source } from '../model/source.ts';
import type { StreamResult } from '../pipeline/pipeline.ts';
import { configDigest } from './config-digest.ts';
import { frameOf } from './frame.ts';
import { isSocketPath } from './is-socket-path.ts';
import { type GivenAnswer, readAnswer } from './read-answer.ts';
import { type WireRequest, wirePath } from './wire.ts';
import { faultsOfWire, warningOfWire } from './wire-fault.ts';

/** What the daemon may take longer than the run, so that its own words on the deadline arrive. */
const graceMs = 2_000;

/** Where the daemon is, and who asks. */
export interface ClientOptions {
  /** Path of the Unix socket. */
  readonly socket: string;
  /** The program's version. */
  readonly version: string;
}

/**
 * Has a daemon render what was loaded.
 *
 * @returns `undefined`, and a warning why, where it cannot: the caller does the work.
 * @throws EsrErrors with what the daemon found wrong; StoreError `RUN_TIMEOUT` when it does not answer in time.
 */
export async function renderByDaemon(
  sources: readonly Source[],
  run: Run,
  { socket, version }: ClientOptions,
): Promise<StreamResult | undefined> {
  const { config, application, now } = run;
  const { namespace, limits } = config;
  const owner = await strangerOf(socket);
  // What is left of the run's time: loading has taken its part.
  const leftMs = Math.max(1, run.endsAt === undefined ? limits.timeoutMs : run.endsAt - now());
  const asked: WireRequest = {
    ...{ version, application, config: await configDigest(config), timeoutMs: leftMs },
    ...(namespace === undefined ? {} : { namespace }),
    sources: sources.map(({ name, format }) => ({ name, ...(format === undefined ? {} : { format }) })),
  };
  const body = frameOf(
    asked,
    sources.map(({ bytes }) => bytes),
  );
  const answer = owner ?? (await post(socket, body, leftMs + graceMs));
  if ('why' in answer) {
    run.warn({
      code: 'DAEMON_PASSED_OVER',
      says: `the daemon at ${socket} did not render: ${answer.why}; rendering here`,
      hint: 'it starts with "esr serve"; both sides need the same version and the same configuration',
    });
    return undefined;
  }
  for (const warning of answer.warnings) run.warn(warningOfWire(warning));
  if (answer.faults.length > 0) throw new EsrErrors(faultsOfWire(answer.faults));
  return { chunks: answer.chunks, rendered: [] };
}

/** Why nobody can be asked there. Somebody else's socket would be handed the manifests, and could answer with Secrets of its own. */
async function strangerOf(socket: string): Promise<PassedOver | undefined> {
  if (!isSocketPath(socket)) return { why: 'its path is too long for a socket' };
  const found = await stat(socket).catch(() => undefined);
  if (found === undefined) return { why: 'nobody is there' };
  const own = process.getuid?.();
  return own === undefined || found.uid === own || found.uid === 0 ? undefined : { why: 'it is another user’s' };
}

/** Why the caller does the work. */
interface PassedOver {
  readonly why: string;
}

/** What the system's words mean here. */
const reasons = new Map([
  ['ENOENT', 'nobody is there'],
  ['ECONNREFUSED', 'nobody is there'],
  ['ECONNRESET', 'it ended before it was done'],
  ['EPIPE', 'it ended before it was done'],
  ['EACCES', 'this user may not connect'],
]);

async function post(
  socketPath: string,
  body: readonly Uint8Array[],
  withinMs: number,
): Promise<GivenAnswer | PassedOver> {
  const signal = AbortSignal.timeout(withinMs);
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const length = body.reduce((sum, part) => sum + part.length, 0);
      const headers = { 'content-type': 'application/octet-stream', 'content-length': length };
      const request = httpRequest(
        { socketPath, path: wirePath, method: 'POST', headers, signal, agent: false },
        resolve,
      );
      request.on('error', reject);
      for (const part of body) request.write(part);
      request.end();
    });
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    const given = Buffer.concat(chunks);
    if (response.statusCode === 200) return readAnswer(given) ?? { why: 'its answer is broken' };
    const words = given.toString('utf8');
    return { why: /^[a-zA-Z .]{1,80}$/.test(words) ? words : `it answered with status ${response.statusCode}` };
  } catch (thrown) {
    if (signal.aborted) throw storeError('RUN_TIMEOUT', { waitingFor: `the daemon at ${socketPath}` });
    const { code } = thrown as NodeJS.ErrnoException;
    return { why: code === undefined ? 'its answer is broken' : (reasons.get(code) ?? code) };
  }
}
