import { beforeValue } from './before-value.ts';

// An apiVersion of the operator's groups, or of the group of its predecessor, however it is quoted, tagged or anchored;
// also an anchor elsewhere, which an apiVersion may refer to.
const group = String.raw`(?:(?:generators\.)?external-secrets\.io|kubernetes-client\.io)\/`;
// Every repetition is bounded: manifests are not trusted, and a search must stay linear.
const key = String.raw`\bapiVersion${beforeValue}["']?`;
const mention = new RegExp(`(?:${key}|&\\S{1,99}\\s{1,99}["']?)${group}`, 'g');

// What is written with escapes is found only by parsing: the group, or the name of the field.
const escaped = /\bapiVersion["']?[ \t]{0,99}:[ \t]{0,99}"[^"\n]{0,200}\\/g;
const escapedKey = new RegExp(`"(?=[^"\\n]{0,99}\\\\)${[...'apiVersion'].map(eitherWay).join('')}"`, 'g');

function eitherWay(letter: string): string {
  const hex = letter.charCodeAt(0).toString(16);
  return `(?:${letter}|\\\\(?:x|u00|U000000)${hex.replace(/[a-f]/, (digit) => `[${digit}${digit.toUpperCase()}]`)})`;
}

/**
 * What to look for in a text to find documents that may be ours: a document that holds none of it is not.
 *
 * @remarks Names of the groups alone do not count: RBAC rules, definitions and labels hold them too.
 */
export function mentions(text: string): readonly RegExp[] {
  const isNamed = text.includes('external-secrets.io/') || text.includes('kubernetes-client.io/');
  return [...(isNamed ? [mention] : []), escaped, ...(/\\[xuU]/.test(text) ? [escapedKey] : [])];
}
