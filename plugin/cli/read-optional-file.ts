import { readFile } from 'node:fs/promises';
import { usageError } from '../errors/usage.ts';

/**
 * Reads a file that may not be there yet.
 *
 * @returns `undefined` where there is none.
 * @throws UsageError `FILE_UNREADABLE`
 */
export async function readOptionalFile(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (thrown) {
    const { code = 'unknown' } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw usageError('FILE_UNREADABLE', { file, why: code });
  }
}
