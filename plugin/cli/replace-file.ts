import { rename, rm, writeFile } from 'node:fs/promises';
import { usageError } from '../errors/usage.ts';

/**
 * Writes a file so that whoever reads it finds the old content or the new one, and never a part.
 *
 * @throws UsageError `FILE_UNWRITABLE`
 */
export async function replaceFile(file: string, text: string): Promise<void> {
  const beside = `${file}.new`;
  try {
    await writeFile(beside, text);
    await rename(beside, file);
  } catch (thrown) {
    await rm(beside, { force: true }).catch(() => undefined);
    const { code = 'unknown' } = thrown as NodeJS.ErrnoException;
    throw usageError('FILE_UNWRITABLE', { file, why: code });
  }
}
