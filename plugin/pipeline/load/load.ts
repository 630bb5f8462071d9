import { readFile, stat } from 'node:fs/promises';
import { documentError } from '../../errors/document.ts';
import { usageError } from '../../errors/usage.ts';
import type { Run } from '../../model/run.ts';
import type { Source } from '../../model/source.ts';
import type { FolderOptions } from './folder-options.ts';
import { isResourceList } from './resource-list.ts';

/** What is to be rendered. */
export interface LoadRequest extends FolderOptions {
  /** A folder, a file, or `-` for standard input. */
  readonly path: string;
  /** Reads standard input to its end; needed for `-`. */
  readStdin?(): Promise<Buffer>;
}

/**
 * Loads the manifests that are to be rendered.
 *
 * @returns Sources in the order in which they are written.
 * @throws UsageError `PATH_UNREADABLE`, `TOOL_MISSING`; ManifestError `TOOL_FAILED`, `INPUT_TOO_LARGE`
 */
export async function load(request: LoadRequest, run: Run): Promise<readonly Source[]> {
  const { path, readStdin } = request;
  if (path === '-' && readStdin !== undefined) return [streamOf('<stdin>', await readStdin(), run)];
  try {
    const found = await stat(path);
    if (found.isDirectory()) {
      const { loadDirectory } = await import('./directory.ts');
      return await loadDirectory(path, request, run);
    }
    return [streamOf(path, await readFile(path), run)];
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === undefined || !/^E[A-Z]+$/.test(code)) throw thrown;
    throw usageError('PATH_UNREADABLE', { path, why: code === 'ENOENT' ? 'there is no such file or folder' : code });
  }
}

function streamOf(name: string, bytes: Buffer, { config }: Run): Source {
  const most = config.limits.maxInputBytes;
  if (bytes.length > most) throw documentError('INPUT_TOO_LARGE', { what: name, most });
  return { name, bytes, origin: 'input', format: isResourceList(bytes) ? 'resource-list' : 'stream' };
}
