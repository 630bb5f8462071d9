import { readFile } from 'node:fs/promises';
import { usageError } from '../errors/usage.ts';

/**
 * Reads a file that a flag names.
 *
 * @throws UsageError `FILE_UNREADABLE`, with the system's code and no content
 */
export async function readNamedFile(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (thrown) {
    const { code = 'unknown' } = thrown as NodeJS.ErrnoException;
    throw usageError('FILE_UNREADABLE', { file, why: code === 'ENOENT' ? 'there is no such file' : code });
  }
}
