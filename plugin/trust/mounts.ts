import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Reads a file of a mounted credential directory, `NAMESPACE/NAME/KEY`.
 *
 * @param parts - Names from manifests. One that is no plain file name leads nowhere, so that none leaves the directory.
 * @returns `undefined` when there is no such file.
 */
export async function readMounted(directory: string, parts: readonly string[]): Promise<Buffer | undefined> {
  return isPlain(parts) ? await readIfThere(path.join(directory, ...parts)) : undefined;
}

/** Whether an object is mounted at all, `NAMESPACE/NAME`. */
export async function isMounted(directory: string, parts: readonly string[]): Promise<boolean> {
  if (!isPlain(parts)) return false;
  const found = await stat(path.join(directory, ...parts)).catch(() => undefined);
  return found?.isDirectory() ?? false;
}

/** Reads every file of a mounted object, by key. What the kubelet keeps there for itself (`..data`) is none. */
export async function readAllMounted(
  directory: string,
  parts: readonly string[],
): Promise<ReadonlyMap<string, Buffer | undefined>> {
  if (!isPlain(parts)) return new Map();
  const names = await readdir(path.join(directory, ...parts)).catch((): string[] => []);
  const keys = names.filter((name) => isPlain([name])).sort();
  return new Map(
    await Promise.all(keys.map(async (key) => [key, await readMounted(directory, [...parts, key])] as const)),
  );
}

function isPlain(parts: readonly string[]): boolean {
  return parts.every((part) => /^[-._A-Za-z0-9]+$/.test(part) && !part.startsWith('..') && part !== '.');
}

/** Reads a file; `undefined` when it is not there or may not be read. */
export async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch {
    return undefined;
  }
}
