import { faultsOf } from '../errors/esr-error.ts';
import type { RenderConfig } from '../model/config.ts';
import type { Run } from '../model/run.ts';
import type { Source } from '../model/source.ts';
import { createRun } from '../pipeline/create-run.ts';
import { realValues } from '../pipeline/emit/real-values.ts';
import { renderSources } from '../pipeline/pipeline.ts';
import { Redactor } from '../trust/redactor.ts';
import { seededBy } from '../trust/seeded-by.ts';
import { configDigest } from './config-digest.ts';
import type { Reading, SeenFault, SeenRender } from './seen.ts';
import type { WireAnswer, WireRemark, WireRequest } from './wire.ts';
import { wireFaultOf, wireRemarkOf } from './wire-fault.ts';

/** What rendering for clients needs. */
export interface Rendering {
  readonly version: string;
  /** Reads the configuration anew, since a mounted file changes. */
  loadConfig(): Promise<RenderConfig>;
  now(): number;
  /** Told each render, however it ended. */
  seen(render: SeenRender): void;
}

/** Why a request is not rendered; the client does the work. */
export class Unfit extends Error {}

/**
 * Renders for a client, with the daemon's own configuration: a client may not bring rules of its own.
 *
 * @throws Unfit where client and daemon differ; whatever else is thrown is a bug.
 */
export async function answerRequest(request: WireRequest, rendering: Rendering): Promise<WireAnswer> {
  const { version, now } = rendering;
  if (request.version !== version) throw new Unfit('it is of another version');
  const config = withRequest(await rendering.loadConfig(), request);
  if (request.config !== configDigest(config)) throw new Unfit('it has another configuration');

  const { application } = request;
  const redactor = new Redactor();
  const mask = (text: string) => redactor.maskMessage(text);
  const warned: Parameters<Run['warn']>[0][] = [];
  const run = createRun({
    config,
    purpose: 'generate',
    application,
    ...(await seededBy(config)),
    now,
    warn: (warning) => warned.push(warning),
    conceal: (value) => redactor.conceal(value),
    admit: (texts) => redactor.admit(texts),
  });
  const started = now();
  let reading: Reading | undefined;
  const seen = (faults: readonly SeenFault[], secrets: number) =>
    rendering.seen({ application, config, ...(reading && { reading }), faults, secrets, tookMs: now() - started });
  // Masked at the end, when every value is known.
  const warnings = (): readonly WireRemark[] => warned.map((warning) => wireRemarkOf(warning, mask));
  try {
    const view = { view: realValues, observe: (read: Reading) => (reading = read) };
    const { chunks, rendered } = await renderSources(request.sources.map(sourceOf), view, run);
    seen([], rendered.filter(({ form }) => form === 'secret').length);
    return { chunks: chunks.map((chunk) => chunk.toString('base64')), warnings: warnings(), faults: [] };
  } catch (thrown) {
    const faults = faultsOf(thrown);
    if (faults === undefined) throw thrown;
    seen(faults.map(seenFault), 0);
    return { chunks: [], warnings: warnings(), faults: faults.map((fault) => wireFaultOf(fault, mask)) };
  }
}

function withRequest(config: RenderConfig, { namespace, timeoutMs }: WireRequest): RenderConfig {
  return {
    ...config,
    ...(namespace === undefined ? {} : { namespace }),
    limits: { ...config.limits, timeoutMs },
  };
}

/** Whatever a client says of where it comes from, it is an application's input. */
function sourceOf({ name, format, bytes }: WireRequest['sources'][number]): Source {
  return { name, bytes: Buffer.from(bytes, 'base64'), origin: 'input', ...(format === undefined ? {} : { format }) };
}

function seenFault({
  code,
  place,
}: {
  code: string;
  place?: { object?: { kind: string; namespace?: string; name: string } } | undefined;
}): SeenFault {
  const object = place?.object;
  if (object?.kind !== 'ExternalSecret') return { code };
  return { code, externalSecret: `${object.namespace ?? ''}/${object.name}` };
}
