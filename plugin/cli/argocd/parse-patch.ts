import { bytesOf } from '../../go/byte-string.ts';
import { YamlSyntaxError } from '../../go/yaml-syntax-error.ts';
import { readYaml } from '../../go/yaml11.ts';
import type { JsonObject } from '../../model/document.ts';

const members = new Set(['patch', 'path', 'target', 'options']);

/**
 * Reads a patch: an object to be merged, or an entry of a kustomization's `patches`.
 *
 * @returns The entry, or `undefined` for what is neither.
 */
export function parsePatch(text: string): JsonObject | undefined {
  const value = mapping(text);
  if (value === undefined) return undefined;
  if (Object.hasOwn(value, 'kind')) return { patch: text };
  const isEntry = Object.hasOwn(value, 'patch') || Object.hasOwn(value, 'path');
  return isEntry && Object.keys(value).every((key) => members.has(key)) ? value : undefined;
}

function mapping(text: string): JsonObject | undefined {
  try {
    const { value } = readYaml(bytesOf(text), { strict: true });
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
  } catch (thrown) {
    if (thrown instanceof YamlSyntaxError) return undefined;
    throw thrown;
  }
}
