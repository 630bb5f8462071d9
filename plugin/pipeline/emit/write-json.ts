import type { Tree } from './tree.ts';

/** Writes a document as JSON on one line. */
export function writeJson(tree: Tree): string {
  if (Array.isArray(tree)) return `[${tree.map(writeJson).join(',')}]`;
  if (tree instanceof Map) {
    return `{${[...tree].map(([key, value]) => `${JSON.stringify(key)}:${writeJson(value as Tree)}`).join(',')}}`;
  }
  return typeof tree === 'bigint' ? String(tree) : JSON.stringify(tree);
}
