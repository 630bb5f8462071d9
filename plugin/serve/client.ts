import { request as httpRequest, type IncomingMessage } from 'node:http';
import { EsrErrors } from '../errors/esr-error.ts';
import { storeError } from '../errors/store.ts';
import type { Run } from '../model/run.ts';
import type { Source } from '../model/source.ts';
import type { StreamResult } from '../pipeline/pipeline.ts';
import { configDigest } from './config-digest.ts';
import { type WireAnswer, type WireRequest, wirePath } from './wire.ts';
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
  const { config, application } = run;
  const asked: WireRequest = {
    version,
    config: configDigest(config),
    application,
    ...(config.namespace === undefined ? {} : { namespace: config.namespace }),
    timeoutMs: config.limits.timeoutMs,
    sources: sources.map(({ name, format, bytes }) => ({
      name,
      ...(format === undefined ? {} : { format }),
      bytes: bytes.toString('base64'),
    })),
  };
  const answer = await post(socket, JSON.stringify(asked), config.limits.timeoutMs + graceMs);
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
  return { chunks: answer.chunks.map((chunk) => Buffer.from(chunk, 'base64')), rendered: [] };
}

async function post(
  socketPath: string,
  body: string,
  withinMs: number,
): Promise<WireAnswer | { readonly why: string }> {
  const signal = AbortSignal.timeout(withinMs);
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      httpRequest({ socketPath, path: wirePath, method: 'POST', headers, signal }, resolve)
        .on('error', reject)
        .end(body);
    });
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    if (response.statusCode === 200) return JSON.parse(text) as WireAnswer;
    return { why: response.statusCode === 409 ? text : `it answered with status ${response.statusCode}` };
  } catch (thrown) {
    if (signal.aborted) throw storeError('RUN_TIMEOUT', { waitingFor: `the daemon at ${socketPath}` });
    const { code } = thrown as NodeJS.ErrnoException;
    return { why: code === 'ENOENT' || code === 'ECONNREFUSED' ? 'nobody is there' : (code ?? 'its answer is broken') };
  }
}
