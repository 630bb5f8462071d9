import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { bytesFromBuffer } from '../../go/byte-string.ts';
import { YamlSyntaxError } from '../../go/yaml-syntax-error.ts';
import { readYaml } from '../../go/yaml11.ts';
import type { JsonObject } from '../../model/document.ts';
import { inside } from '../../pipeline/load/inside.ts';

const group = 'external-secrets.io/';
const mostFiles = 10_000;
const mostBytes = 64 << 20;
/** Fields of a kustomization that name files and folders. */
const naming = ['resources', 'bases', 'components', 'generators', 'transformers', 'crds', 'patches', 'helmCharts'];

/**
 * Looks for a file of an application that names the operator's group, without rendering anything.
 *
 * @remarks
 * Reads the files of the folder and those that its kustomization leads to, also charts in archives. What is fetched from
 * elsewhere is not seen: such an application names the plugin.
 *
 * @returns The path of the first one.
 */
export async function findOurs(folder: string, root: string): Promise<string | undefined> {
  const search: Search = { root, seen: new Set(), files: 0, bytes: 0 };
  return inFolder(path.resolve(folder), search);
}

interface Search {
  readonly root: string;
  readonly seen: Set<string>;
  files: number;
  bytes: number;
}

async function inFolder(folder: string, search: Search): Promise<string | undefined> {
  if (search.seen.has(folder)) return undefined;
  search.seen.add(folder);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== '.git') {
      const found = await inFolder(file, search);
      if (found !== undefined) return found;
    }
    if (!entry.isFile()) continue;
    if (await mentions(file, search)) return file;
    const found = isKustomization(entry.name) ? await inKustomization(file, search) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

async function mentions(file: string, search: Search): Promise<boolean> {
  const isArchive = file.endsWith('.tgz');
  if (!isArchive && !/(?:\.(?:yaml|yml|json|tpl|gotmpl)|\/Kustomization)$/.test(file)) return false;
  const { size } = await stat(file);
  search.files += 1;
  search.bytes += size;
  if (search.files > mostFiles || search.bytes > mostBytes) return false;
  const bytes = await readFile(file);
  return (isArchive ? unpacked(bytes) : bytes).includes(group);
}

function unpacked(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: mostBytes });
  } catch {
    return Buffer.alloc(0);
  }
}

function isKustomization(name: string): boolean {
  return /^(?:kustomization\.ya?ml|Kustomization)$/.test(name);
}

async function inKustomization(file: string, search: Search): Promise<string | undefined> {
  for (const name of namesIn(await readFile(file))) {
    const at = path.resolve(path.dirname(file), name);
    const real = await inside(search.root, at, name).catch(() => undefined);
    if (real === undefined) continue;
    const isFolder = (await stat(at)).isDirectory();
    const found = isFolder ? await inFolder(at, search) : (await mentions(at, search)) ? at : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function namesIn(bytes: Buffer): readonly string[] {
  try {
    const value = Object(readYaml(bytesFromBuffer(bytes)).value) as JsonObject;
    return naming.flatMap((field) => {
      const entries = Object.hasOwn(value, field) ? value[field] : undefined;
      return Array.isArray(entries) ? entries.filter((entry): entry is string => typeof entry === 'string') : [];
    });
  } catch (thrown) {
    if (thrown instanceof YamlSyntaxError) return [];
    throw thrown;
  }
}
