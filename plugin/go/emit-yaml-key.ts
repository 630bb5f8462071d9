import { emitYamlString } from './emit-yaml-string.ts';

// A colon further than this from the start of a key is not seen as belonging to it.
const longest = 1024;

/**
 * Writes a key with its colon, so that every Go YAML reader gives it back.
 *
 * @param indent - What stands before the key: one that is too long takes two lines.
 */
export function emitYamlKey(text: string, indent = ''): string {
  const key = emitYamlString(text);
  if (key.length <= longest) return `${key}:`;
  return `? ${key.startsWith('"') ? key : `"${key}"`}\n${indent}:`;
}
