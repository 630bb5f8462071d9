import path from 'node:path';
import { throwAll } from '../errors/map-all.ts';
import { usageError } from '../errors/usage.ts';
import type { RenderConfig } from '../model/config.ts';
import { configFields } from './config-fields.ts';
import { readConfigText } from './config-text.ts';
import { functionFields } from './function-fields.ts';
import { toConfig } from './to-config.ts';

/** What the configuration of a kustomize function says. */
export interface FunctionConfig {
  readonly config: RenderConfig;
  /** Files and folders that are rendered beside the items. */
  readonly files: readonly string[];
  readonly mode: 'render' | 'validate';
  readonly offline: boolean;
  /** File with answers in the place of the stores. */
  readonly values?: string;
}

/** A `RenderConfig` before it is read. */
export interface FunctionConfigText {
  /** What errors call it. */
  readonly name: string;
  readonly bytes: Buffer;
  /** What paths in it are relative to. */
  readonly folder: string;
}

/**
 * Reads a `RenderConfig` that stands in a kustomization.
 *
 * @remarks
 * Where the platform has a configuration, that one decides: a repository may then say what is rendered and how it is
 * tried without stores, and nothing else.
 *
 * @param platform - The configuration that whoever runs this has set, if any.
 * @throws EsrErrors with everything that is wrong in it, `CONFIG_PLATFORM_DECIDES`
 */
export function readFunctionConfig(
  { name, bytes, folder }: FunctionConfigText,
  platform?: RenderConfig,
): FunctionConfig {
  const text = readConfigText(name, bytes);
  const { config, written } = toConfig(text, [...configFields(), ...functionFields()], folder);
  const free = new Set(['apiVersion', 'kind', ...functionFields().map((field) => field.path)]);
  if (platform !== undefined) {
    const decided = Object.keys(text.value).filter((key) => !free.has(key));
    throwAll(decided.map((key) => usageError('CONFIG_PLATFORM_DECIDES', { key }, text.place(key))));
  }
  const at = (name: string) => (path.isAbsolute(name) ? name : path.join(folder, name));
  const { files, mode, offline, values } = written as unknown as Omit<FunctionConfig, 'config'>;
  return {
    config: platform ?? config,
    files: files.map((file) => at(file)),
    mode,
    offline,
    ...(values === undefined ? {} : { values: at(values) }),
  };
}
