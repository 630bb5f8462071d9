import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { bytesFromBuffer } from '../go/byte-string.ts';
import { YamlSyntaxError } from '../go/yaml-syntax-error.ts';
import { readYaml } from '../go/yaml11.ts';

const names = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const lists = ['resources', 'bases', 'components'];

/** What a path is made of: itself, and the folders that a kustomization takes in. */
export async function watchedPaths(start: string, seen = new Set<string>()): Promise<ReadonlySet<string>> {
  const here = path.resolve(start);
  if (seen.has(here) || !(await isThere(here))) return seen;
  seen.add(here);
  for (const base of await basesOf(here)) await watchedPaths(path.join(here, base), seen);
  return seen;
}

async function isThere(name: string): Promise<boolean> {
  return await stat(name).then(
    () => true,
    () => false,
  );
}

/** Local ones alone: what comes over a network does not tell that it has changed. */
async function basesOf(folder: string): Promise<readonly string[]> {
  const inside = await readdir(folder).catch((): readonly string[] => []);
  const name = names.find((each) => inside.includes(each));
  if (name === undefined) return [];
  const held = read(await readFile(path.join(folder, name)));
  return lists.flatMap((list) => {
    const entries = Object.hasOwn(held, list) ? held[list] : undefined;
    return Array.isArray(entries) ? entries.filter((each) => typeof each === 'string' && each.startsWith('..')) : [];
  });
}

/** One that is being written is broken for a moment. */
function read(bytes: Buffer): Readonly<Record<string, unknown>> {
  try {
    return Object(readYaml(bytesFromBuffer(bytes)).value) as Readonly<Record<string, unknown>>;
  } catch (thrown) {
    if (!(thrown instanceof YamlSyntaxError)) throw thrown;
    return {};
  }
}
