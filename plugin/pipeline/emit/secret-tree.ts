import type { RenderedSecret } from '../../model/secret.ts';
import type { Sensitive } from '../../model/sensitive.ts';
import { redact } from './redact.ts';
import type { Tree } from './tree.ts';
import { treeMap } from './tree-map.ts';
import type { View } from './view.ts';

/**
 * A Secret as it is written: keys sorted, `type` always (but for a patch whose target keeps its own), nothing that the
 * API server would fill in or that time would change.
 */
export function secretTree(
  secret: RenderedSecret & { readonly isPatch?: boolean },
  view: View,
): ReadonlyMap<string, Tree> {
  const { from, type } = secret;
  const writesType = secret.isPatch !== true || from.spec.target.template?.type !== undefined;
  return treeMap([
    ['apiVersion', 'v1'],
    ['kind', 'Secret'],
    ['metadata', metadataTree(secret, view)],
    ['type', writesType ? type : undefined],
    ['immutable', secret.immutable ? true : undefined],
    ...valueTrees(secret.data, view),
  ]);
}

function metadataTree(secret: RenderedSecret, view: View): Tree {
  const { labels, annotations, finalizers } = secret;
  return treeMap([
    ['name', secret.name],
    ['namespace', secret.namespace],
    ['labels', textTree(labels, view)],
    ['annotations', textTree(annotations, view)],
    ['finalizers', finalizers.length === 0 ? undefined : finalizers],
  ]);
}

function textTree(entries: ReadonlyMap<string, string>, view: View): Tree | undefined {
  if (entries.size === 0) return undefined;
  const shown = (text: string) => (view.values === 'redacted' ? view.mask(text) : text);
  return new Map(sorted(entries).map(([key, text]) => [key, shown(text)]));
}

function valueTrees(data: ReadonlyMap<string, Sensitive>, view: View): (readonly [string, Tree])[] {
  const encoded = new Map<string, string>();
  const plain = new Map<string, string>();
  for (const [key, value] of sorted(data)) {
    const bytes = value.reveal();
    const text = view.values === 'revealed' ? readableText(bytes) : undefined;
    if (view.values === 'redacted') encoded.set(key, redact(bytes, view.fingerprintKey));
    else if (text === undefined) encoded.set(key, bytes.toString('base64'));
    else plain.set(key, text);
  }
  const parts: (readonly [string, Tree])[] = [];
  // The API server keeps no empty map.
  if (encoded.size > 0) parts.push(['data', encoded]);
  if (plain.size > 0) parts.push(['stringData', plain]);
  return parts;
}

/** The bytes as text, or `undefined` where they are no UTF-8. */
function readableText(bytes: Buffer): string | undefined {
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : undefined;
}

function sorted<V>(entries: ReadonlyMap<string, V>): [string, V][] {
  return [...entries].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}
