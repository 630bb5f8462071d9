import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { documentError } from '../../errors/document.ts';
import { bytesFromBuffer } from '../../go/byte-string.ts';
import { YamlSyntaxError } from '../../go/yaml-syntax-error.ts';
import { readYaml } from '../../go/yaml11.ts';
import type { JsonObject } from '../../model/document.ts';
import { editKustomization, type KustomizationEdit } from './edit-kustomization.ts';

/**
 * Builds a kustomization with changes: the file is set aside while the work runs, and put back afterwards.
 *
 * @remarks
 * Argo CD edits its working copy as well. A copy of the folder elsewhere could not reach its bases, and an overlay would
 * mean something else: prefixes would add up, and images that the kustomization renames would no longer be found.
 *
 * @param name - The file's name in the folder.
 */
export async function withKustomization<T>(
  { folder, name, edit }: { readonly folder: string; readonly name: string; readonly edit: KustomizationEdit },
  work: () => Promise<T>,
): Promise<T> {
  const file = path.join(folder, name);
  const value = read(file, await readFile(file));
  const aside = path.join(folder, `.${name}.${randomBytes(6).toString('hex')}`);
  // Renamed, not overwritten: a link stays a link, and what it leads to stays as it is.
  await rename(file, aside);
  try {
    await writeFile(file, jsonText(editKustomization(value, edit)), { flag: 'wx' });
    return await work();
  } finally {
    await rm(file, { force: true });
    await rename(aside, file);
  }
}

function read(file: string, bytes: Buffer): JsonObject {
  try {
    const { value } = readYaml(bytesFromBuffer(bytes), { strict: true });
    return Object(value ?? {}) as JsonObject;
  } catch (thrown) {
    if (!(thrown instanceof YamlSyntaxError)) throw thrown;
    throw documentError('YAML_SYNTAX', { reason: thrown.reason, looksTemplated: false }, { file });
  }
}

/** JSON is YAML; integers beyond 2^53 are written as they are. */
function jsonText(value: JsonObject): string {
  const big = new Map<string, string>();
  const text = JSON.stringify(value, (_key, member: unknown) => {
    if (typeof member !== 'bigint') return member;
    const mark = `#${big.size}-${randomBytes(8).toString('hex')}`;
    big.set(mark, String(member));
    return mark;
  });
  return [...big].reduce((all, [mark, digits]) => all.replace(`"${mark}"`, digits), text);
}
