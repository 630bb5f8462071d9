import { faultsOf } from '../errors/esr-error.ts';
import type { RenderConfig } from '../model/config.ts';
import type { Run, Warning } from '../model/run.ts';
import { createRun } from '../pipeline/create-run.ts';
import { realValues } from '../pipeline/emit/real-values.ts';
import { renderSources } from '../pipeline/pipeline.ts';
import { Redactor } from '../trust/redactor.ts';
import { seededBy } from '../trust/seeded-by.ts';
import { configDigest } from './config-digest.ts';
import type { GivenAnswer } from './read-answer.ts';
import type { AskedRender } from './read-request.ts';
import type { Reading, SeenFault, SeenRender } from './seen.ts';
import { wireFaultOf, wireRemarkOf } from './wire-fault.ts';

/** What rendering for clients needs. */
export interface Rendering {
  readonly version: string;
  /** Wall clock, for the runs. */
  now(): number;
  /** A clock that never jumps, for how long something took. */
  elapsed(): number;
  /** Told each render, however it ended. */
  seen(render: SeenRender): void;
}

/** Why a request is not rendered; the client does the work. */
export class Unfit extends Error {}

/**
 * Renders for a client, with the daemon's own configuration: a client may not bring rules of its own.
 *
 * @param left - Fires when the client has gone, so that nobody waits for the answer.
 * @throws Unfit where client and daemon differ; whatever else is thrown is a bug, or a fault of the daemon's configuration.
 */
export async function answerRequest(
  request: AskedRender,
  own: RenderConfig,
  left: AbortSignal,
  { version, now, elapsed, seen }: Rendering,
): Promise<GivenAnswer> {
  if (request.version !== version) throw new Unfit('it is of another version');
  if (request.config !== (await configDigest(own))) throw new Unfit('it has another configuration');

  const { application, namespace, sources } = request;
  const config = withRequest(own, request);
  const redactor = new Redactor();
  const mask = (text: string) => redactor.maskMessage(text);
  const warned: Warning[] = [];
  const run: Run = createRun({
    config,
    purpose: 'generate',
    application,
    ...(await seededBy(config)),
    now,
    left,
    warn: (warning) => warned.push(warning),
    conceal: (value) => redactor.conceal(value),
    admit: (texts) => redactor.admit(texts),
  });
  const started = elapsed();
  let reading: Reading | undefined;
  const tell = (faults: readonly SeenFault[], secrets: number) =>
    seen({
      ...{ application, faults, secrets, tookMs: Math.round(elapsed() - started) },
      ...(namespace === undefined ? {} : { namespace }),
      ...(reading === undefined ? {} : { reading }),
    });
  // Masked at the end, when every value is known.
  const warnings = () => warned.map((warning) => wireRemarkOf(warning, mask));
  try {
    const view = { view: realValues, observe: (read: Reading) => (reading = read) };
    const { chunks, rendered } = await renderSources(sources, view, run);
    tell([], rendered.filter(({ form }) => form === 'secret').length);
    return { chunks, warnings: warnings(), faults: [] };
  } catch (thrown) {
    const faults = faultsOf(thrown);
    if (faults === undefined) throw thrown;
    // What a run meets when it is ended in the middle is no fault of anybody's.
    tell(left.aborted ? [{ code: 'the client went away' }] : faults.map(seenFault), 0);
    return { chunks: [], warnings: warnings(), faults: faults.map((fault) => wireFaultOf(fault, mask)) };
  }
}

function withRequest(config: RenderConfig, { namespace, timeoutMs }: AskedRender): RenderConfig {
  return {
    ...config,
    ...(namespace === undefined ? {} : { namespace }),
    limits: { ...config.limits, timeoutMs },
  };
}

function seenFault({
  code,
  place,
}: Pick<Warning, 'code'> & { readonly place: Warning['place'] | undefined }): SeenFault {
  const object = place?.object;
  if (object?.kind !== 'ExternalSecret') return { code };
  return { code, externalSecret: `${object.namespace ?? ''}/${object.name}` };
}
