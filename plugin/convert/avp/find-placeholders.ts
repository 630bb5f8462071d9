// argocd-vault-plugin 1.18, pkg/kube/util.go: which parts of a text it takes for placeholders.

import type { Placeholder } from './placeholder.ts';

/** A text cut into what stays and what is replaced. */
export type Pieces = readonly (string | Placeholder)[];

// Its expressions are ungreedy and, but for the key's, cross lines.
const withPath = /<path:[^#]+?#[^#]+?(?:#[^#]+?)??>/g;
const any = /<.*?>/g;
const inner = /path:([^#]+)#([^#]+)(?:#(.+))?/;

/**
 * Finds the placeholders of a text.
 *
 * @param hasPath - Whether the object has the annotation `avp.kubernetes.io/path`: then everything in `<…>` is one.
 * @returns Pieces in order; a text without placeholders is one piece or, when empty, none.
 */
export function findPlaceholders(text: string, hasPath: boolean): Pieces {
  const pieces: (string | Placeholder)[] = [];
  let at = 0;
  for (const match of text.matchAll(hasPath ? any : withPath)) {
    if (match.index > at) pieces.push(text.slice(at, match.index));
    pieces.push(placeholderOf(match[0]));
    at = match.index + match[0].length;
  }
  if (at < text.length) pieces.push(text.slice(at));
  return pieces;
}

function placeholderOf(text: string): Placeholder {
  const [head = '', ...modifiers] = text.replace(/^[<>]+|[<>]+$/g, '').split('|');
  const name = head.trim();
  const shared = { text, modifiers: modifiers.map((modifier) => modifier.trim()) };
  const [, path, key = '', version] = inner.exec(name) ?? [];
  if (path === undefined) return { ...shared, key: name };
  return { ...shared, path, key: key.trim(), ...(version === undefined ? {} : { version }) };
}
