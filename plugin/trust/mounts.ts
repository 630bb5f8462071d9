import { readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Reads a file of a mounted credential directory, `NAMESPACE/NAME/KEY` (design.md 4).
 *
 * @param parts - Names from manifests. One that is no plain file name leads nowhere, so that none leaves the directory.
 * @returns `undefined` when there is no such file.
 */
export async function readMounted(directory: string, parts: readonly string[]): Promise<Buffer | undefined> {
  if (parts.some((part) => !/^[-._A-Za-z0-9]+$/.test(part) || part.startsWith('..') || part === '.')) return undefined;
  return await readIfThere(path.join(directory, ...parts));
}

/** Reads a file; `undefined` when it is not there or may not be read. */
export async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch {
    return undefined;
  }
}
