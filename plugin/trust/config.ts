import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { usageError } from '../errors/usage.ts';
import type { RenderConfig } from '../model/config.ts';
import { configFields } from './config-fields.ts';
import type { ConfigText } from './config-text.ts';
import { toConfig } from './to-config.ts';

const nothing: ConfigText = { value: {}, place: () => ({ file: '' }) };

/**
 * Reads the platform configuration, and fills in every default.
 *
 * @param file - Its path; the defaults alone when absent.
 * @throws UsageError `FILE_UNREADABLE`, or EsrErrors with everything that is wrong in it; unknown keys are wrong.
 */
export async function loadConfig(file?: string): Promise<RenderConfig> {
  if (file === undefined) {
    const optional = configFields().filter(({ required }) => required !== true);
    return toConfig(nothing, optional, '.').config;
  }
  try {
    // The YAML reader loads where there is something to read.
    const { readConfigText } = await import('./config-text.ts');
    const { config } = toConfig(readConfigText(file, await readFile(file)), configFields(), path.dirname(file));
    return { ...config, file };
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === undefined || !/^E[A-Z]+$/.test(code)) throw thrown;
    throw usageError('FILE_UNREADABLE', { file, why: code === 'ENOENT' ? 'there is no such file' : code });
  }
}
