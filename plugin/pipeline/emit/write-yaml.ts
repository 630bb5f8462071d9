import { emitYamlKey } from '../../go/emit-yaml-key.ts';
import { emitYamlString } from '../../go/emit-yaml-string.ts';
import { isBlockText } from './is-block-text.ts';
import type { Tree } from './tree.ts';

/**
 * Writes a document in YAML's block style, so that every Go reader gets the same strings back.
 *
 * @param blocks - Whether text of several lines may stand as a literal block, for people to read.
 * @returns Lines that end in `\n`.
 */
export function writeYaml(tree: ReadonlyMap<string, Tree>, blocks = false): string {
  return mapLines(tree, '', blocks);
}

function mapLines(map: ReadonlyMap<string, Tree>, indent: string, blocks: boolean): string {
  let text = '';
  for (const [key, value] of map) text += `${indent}${emitYamlKey(key, indent)}${valueText(value, indent, blocks)}`;
  return text;
}

/** What follows a key's colon, with the line break. */
function valueText(value: Tree, indent: string, blocks: boolean): string {
  if (Array.isArray(value)) return value.length === 0 ? ' []\n' : `\n${listLines(value, `${indent}  `, blocks)}`;
  if (value instanceof Map) return value.size === 0 ? ' {}\n' : `\n${mapLines(value, `${indent}  `, blocks)}`;
  if (blocks && typeof value === 'string' && isBlockText(value)) return ` ${blockText(value, `${indent}  `)}`;
  return ` ${scalarText(value)}\n`;
}

function listLines(items: readonly Tree[], indent: string, blocks: boolean): string {
  return items.map((item) => `${indent}-${itemText(item, indent, blocks)}`).join('');
}

function itemText(item: Tree, indent: string, blocks: boolean): string {
  if (item instanceof Map && item.size > 0) return ` ${mapLines(item, `${indent}  `, blocks).slice(indent.length + 2)}`;
  if (Array.isArray(item) && item.length > 0)
    return ` ${listLines(item, `${indent}  `, blocks).slice(indent.length + 2)}`;
  return valueText(item, indent, blocks);
}

function scalarText(value: Tree): string {
  return typeof value === 'string' ? emitYamlString(value) : String(value);
}

function blockText(text: string, indent: string): string {
  const sign = text.endsWith('\n') ? '' : '-';
  const lines = text.replace(/\n$/, '').split('\n');
  return `|${sign}\n${lines.map((line) => (line === '' ? '\n' : `${indent}${line}\n`)).join('')}`;
}
