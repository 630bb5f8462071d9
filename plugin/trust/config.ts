import { readFile } from 'node:fs/promises';
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
import { configFields } from './config-fields.ts';
import { type ConfigText, readConfigText } from './config-text.ts';

/** The configuration as it is written, after defaulting. */
type Written = Omit<RenderConfig, 'file' | 'limits'> & {
  readonly limits: Omit<RenderConfig['limits'], 'timeoutMs' | 'requestTimeoutMs'> & {
    readonly timeout: string;
    readonly requestTimeout: string;
  };
};

const nothing: ConfigText = { value: {}, place: () => ({ file: '' }) };

/**
 * Reads the platform configuration, and fills in every default.
 *
 * @param file - Its path; the defaults alone when absent.
 * @throws UsageError `FILE_UNREADABLE`, or EsrErrors with everything that is wrong in it; unknown keys are wrong.
 */
export async function loadConfig(file?: string): Promise<RenderConfig> {
  if (file === undefined) return toConfig(nothing);
  try {
    return toConfig(readConfigText(file, await readFile(file)), file);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === undefined || !/^E[A-Z]+$/.test(code)) throw thrown;
    throw usageError('FILE_UNREADABLE', { file, why: code === 'ENOENT' ? 'there is no such file' : code });
  }
}

function toConfig({ value, place }: ConfigText, file?: string): RenderConfig {
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
  const fields = file === undefined ? configFields().filter(({ required }) => required !== true) : configFields();
  const written = applySchema(value, compileSchema(fields), '', report) as unknown as Written & JsonObject;
  for (const key of ['timeout', 'requestTimeout'] as const) {
    const field = `limits.${key}`;
    if (errors.length > 0 || milliseconds(written.limits[key]) > 0) continue;
    errors.push(usageError('CONFIG_DURATION', { key: field }, place(field)));
  }
  throwAll(errors);
  const { timeout, requestTimeout, ...limits } = written.limits;
  const { apiVersion, kind, ...rest } = written;
  const config: RenderConfig = {
    ...(rest as Written),
    ...(file === undefined ? {} : { file }),
    limits: {
      ...limits,
      timeoutMs: milliseconds(timeout),
      requestTimeoutMs: milliseconds(requestTimeout),
    },
  };
  return file === undefined ? config : resolvePaths(config, path.dirname(file));
}

function milliseconds(text: string): number {
  return Math.ceil(Number(parseDuration(text) ?? 0n) / 1e6);
}

/** Paths of the configuration are relative to its file, so that a mounted folder works wherever it is mounted. */
function resolvePaths(config: RenderConfig, folder: string): RenderConfig {
  const resolve = (name: string) => path.resolve(folder, name);
  const { stores, credentials, cluster, generators } = config;
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
  };
}
