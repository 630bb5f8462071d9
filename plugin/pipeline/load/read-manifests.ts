import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { documentError } from '../../errors/document.ts';
import type { Origin } from '../../model/origin.ts';
import type { Source } from '../../model/source.ts';
import { inside } from './inside.ts';

/** Which manifest files of a folder are read. */
export interface ManifestChoice {
  /** Also those of the folders in it. */
  readonly recurse?: boolean;
  /** Patterns of paths relative to the folder; `*` does not stop at a slash, as with Argo CD. */
  readonly include?: string;
  readonly exclude?: string;
  /** The folder that may not be left, also not through a link. */
  readonly root?: string;
}

/** Argo CD passes over files with this comment. */
const skipMarker = '+argocd:skip-file-rendering';

/**
 * Reads the manifest files of a folder, `*.yaml`, `*.yml` and `*.json`, in the order of their names.
 *
 * @param most - How many bytes there may be in all.
 */
export async function readManifests(
  folder: string,
  origin: Origin,
  most: number,
  choice: ManifestChoice = {},
): Promise<readonly Source[]> {
  const isChosen = await chooser(choice);
  const sources: Source[] = [];
  let left = most;
  for await (const name of manifestNames(folder, '', choice.recurse === true)) {
    if (!isChosen(name)) continue;
    const file = path.join(folder, name);
    if (choice.root !== undefined) await inside(choice.root, file, file);
    const bytes = await readFile(file);
    left -= bytes.length;
    if (left < 0) throw documentError('INPUT_TOO_LARGE', { what: folder, most });
    if (origin !== 'input' || !bytes.includes(skipMarker)) sources.push({ name: file, bytes, origin });
  }
  return sources;
}

async function* manifestNames(folder: string, below: string, recurse: boolean): AsyncGenerator<string> {
  const entries = await readdir(path.join(folder, below), { withFileTypes: true });
  const visible = entries.filter(({ name }) => !name.startsWith('.'));
  for (const entry of visible.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = path.join(below, entry.name);
    if (entry.isDirectory()) {
      if (recurse) yield* manifestNames(folder, name, recurse);
    } else if (/\.(?:yaml|yml|json)$/.test(entry.name)) yield name;
  }
}

async function chooser({ include, exclude }: ManifestChoice): Promise<(name: string) => boolean> {
  if (include === undefined && exclude === undefined) return () => true;
  const { default: picomatch } = await import('picomatch');
  const matcher = (pattern: string) => picomatch(pattern, { bash: true, dot: true, nonegate: true });
  const isIncluded = include === undefined ? () => true : matcher(include);
  const isExcluded = exclude === undefined ? () => false : matcher(exclude);
  return (name) => !isExcluded(name) && isIncluded(name);
}
