import type { Application } from '../model/run.ts';
import type { Source } from '../model/source.ts';
import { readFrame } from './frame.ts';
import type { WireRequest } from './wire.ts';

/** A request as it arrived. */
export interface AskedRender extends Omit<WireRequest, 'sources'> {
  readonly sources: readonly Source[];
}

/** Longest time that a timer takes. */
const longestMs = 2 ** 31 - 1;

/** Reads a request. Whatever a client says of where sources come from, they are an application's input. */
export function readRequest(bytes: Buffer): AskedRender | undefined {
  const frame = readFrame(bytes);
  const { version, config, application, namespace, timeoutMs, sources } = Object(frame?.head) as {
    readonly [Name in keyof WireRequest]?: unknown;
  };
  const read = Array.isArray(sources) ? sources.map((each, index) => sourceOf(each, frame?.parts[index])) : [];
  const isWhole =
    typeof version === 'string' &&
    typeof config === 'string' &&
    (namespace === undefined || typeof namespace === 'string') &&
    typeof timeoutMs === 'number' &&
    timeoutMs >= 1 &&
    timeoutMs <= longestMs &&
    frame !== undefined &&
    frame.parts.length > 0 &&
    frame.parts.length === read.length;
  const named = applicationOf(application);
  if (!isWhole || named === undefined || !read.every((each) => each !== undefined)) return undefined;
  return {
    ...{ version, config, application: named, timeoutMs: Math.floor(timeoutMs), sources: read },
    ...(namespace === undefined ? {} : { namespace }),
  };
}

function sourceOf(given: unknown, bytes: Buffer | undefined): Source | undefined {
  const { name, format } = Object(given) as { readonly name?: unknown; readonly format?: unknown };
  if (typeof name !== 'string' || bytes === undefined) return undefined;
  if (format === undefined) return { name, bytes, origin: 'input' };
  return format === 'stream' || format === 'resource-list' ? { name, bytes, origin: 'input', format } : undefined;
}

function applicationOf(given: unknown): Application | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const known = (['name', 'namespace', 'project', 'repository', 'path'] as const).flatMap((field) =>
    Object.hasOwn(given, field) ? [[field, (given as Record<string, unknown>)[field]]] : [],
  );
  return known.every(([, value]) => typeof value === 'string' && value !== '') ? Object.fromEntries(known) : undefined;
}
