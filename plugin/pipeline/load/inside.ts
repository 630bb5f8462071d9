import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { policyError } from '../../errors/policy.ts';
import { usageError } from '../../errors/usage.ts';

/**
 * Gives the real path of something below a folder.
 *
 * @param root - The folder that may not be left, also not through a link.
 * @param named - The path as the user wrote it, for errors.
 * @throws PolicyError `PATH_OUTSIDE`; UsageError `PATH_UNREADABLE`
 */
export async function inside(root: string, file: string, named: string): Promise<string> {
  if (!isBelow(path.resolve(root), path.resolve(file))) throw policyError('PATH_OUTSIDE', { path: named });
  const [realRoot, realFile] = await Promise.all([real(root, named), real(file, named)]);
  if (!isBelow(realRoot, realFile)) throw policyError('PATH_OUTSIDE', { path: named });
  return realFile;
}

async function real(file: string, named: string): Promise<string> {
  try {
    return await realpath(file);
  } catch (thrown) {
    const { code = 'unknown' } = thrown as NodeJS.ErrnoException;
    throw usageError('PATH_UNREADABLE', {
      path: named,
      why: code === 'ENOENT' ? 'there is no such file or folder' : code,
    });
  }
}

function isBelow(root: string, file: string): boolean {
  const relative = path.relative(root, file);
  return relative === '' || !(relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative));
}
