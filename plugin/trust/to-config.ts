import path from 'node:path';
import type { EsrError } from '../errors/esr-error.ts';
import { throwAll } from '../errors/map-all.ts';
import { usageError } from '../errors/usage.ts';
import { parseDuration } from '../go/time-duration.ts';
import type { RenderConfig } from '../model/config.ts';
import type { JsonObject } from '../model/document.ts';
import { applySchema } from '../resources/apply-schema.ts';
import { compileSchema } from '../resources/compile-schema.ts';
import type { Report } from '../resources/problem.ts';
import type { Field } from '../resources/schemas/field.ts';
import { configFields } from './config-fields.ts';
import type { ConfigText } from './config-text.ts';

/** The configuration as it is written, after defaulting. */
type Written = Omit<RenderConfig, 'file' | 'limits'> & {
  readonly limits: Omit<RenderConfig['limits'], 'timeoutMs' | 'requestTimeoutMs'> & {
    readonly timeout: string;
    readonly requestTimeout: string;
  };
};

/**
 * Makes a configuration of what is written, and fills in every default.
 *
 * @param fields - What may be written.
 * @param folder - What paths in it are relative to.
 * @returns The configuration, and all that was written after defaulting: `fields` may hold more than it.
 * @throws EsrErrors with everything that is wrong in it; unknown keys are wrong.
 */
export function toConfig(
  { value, place }: ConfigText,
  fields: readonly Field[],
  folder: string,
): { readonly config: RenderConfig; readonly written: JsonObject } {
  const errors: EsrError[] = [];
  const report: Report = {
    place,
    problem: ({ says, hint, place: at }) => errors.push(usageError('CONFIG_FIELD', { says, hint }, at)),
    // What the API server would pass over is a slip here, and a slip in a policy opens doors.
    warn: ({ place: at, hint }) => {
      const meant = /"(.*)"/.exec(hint ?? '')?.[1];
      errors.push(usageError('CONFIG_UNKNOWN_KEY', { key: at?.field ?? '', nearest: meant }, at));
    },
  };
  const all = applySchema(value, compileSchema(fields), '', report) as JsonObject;
  const written = all as unknown as Written;
  for (const key of ['timeout', 'requestTimeout'] as const) {
    const field = `limits.${key}`;
    if (errors.length > 0 || milliseconds(written.limits[key]) > 0) continue;
    errors.push(usageError('CONFIG_DURATION', { key: field }, place(field)));
  }
  throwAll(errors);
  return { config: resolvePaths(configOf(all), folder), written: all };
}

/** The fields of the platform configuration; what else may be written is the caller's. */
function configOf(all: JsonObject): RenderConfig {
  const known = new Set(configFields().map(({ path: name }) => name));
  for (const name of ['apiVersion', 'kind', 'limits']) known.delete(name);
  const own = Object.fromEntries(Object.entries(all).filter(([name]) => known.has(name))) as unknown as Written;
  const { timeout, requestTimeout, ...limits } = (all as unknown as Written).limits;
  return {
    ...own,
    limits: { ...limits, timeoutMs: milliseconds(timeout), requestTimeoutMs: milliseconds(requestTimeout) },
  };
}

function milliseconds(text: string): number {
  return Math.ceil(Number(parseDuration(text) ?? 0n) / 1e6);
}

/** Paths of the configuration are relative to its file, so that a mounted folder works wherever it is mounted. */
function resolvePaths(config: RenderConfig, folder: string): RenderConfig {
  const resolve = (name: string) => path.resolve(folder, name);
  const { stores, credentials, cluster, generators, push } = config;
  return {
    ...config,
    stores: stores.map(resolve),
    credentials: {
      ...credentials,
      ...(credentials.directory === undefined ? {} : { directory: resolve(credentials.directory) }),
      tokens: Object.fromEntries(Object.entries(credentials.tokens).map(([account, file]) => [account, resolve(file)])),
    },
    cluster: { ...cluster, ...(cluster.kubeconfig === undefined ? {} : { kubeconfig: resolve(cluster.kubeconfig) }) },
    generators: generators.seedFile === undefined ? generators : { seedFile: resolve(generators.seedFile) },
    push: push.stateFile === undefined ? push : { stateFile: resolve(push.stateFile) },
  };
}
