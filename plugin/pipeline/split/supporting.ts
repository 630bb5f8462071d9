import type { DocumentRange } from '../../model/document.ts';
import { hits } from './hits.ts';

// Every repetition is bounded: manifests are not trusted, and a search must stay linear.
const kind =
  /\bkind["']?\s{0,99}:\s{0,99}(?:[&!]\S{0,99}\s{1,99}){0,3}["']?(Secret|ConfigMap|ServiceAccount|Namespace)["']?(?=\s{0,99}(?:[,}#]|$))/gm;

/**
 * The documents that ours may refer to: Namespaces, and Secrets, ConfigMaps and ServiceAccounts with a name that stands
 * somewhere in ours.
 *
 * @param isWanted - Whether all of a kind are looked for, whatever their names.
 */
export function supporting(
  text: string,
  ranges: readonly DocumentRange[],
  names: ReadonlySet<string>,
  isWanted: (kind: string) => boolean = () => false,
): ReadonlySet<DocumentRange> {
  const found = new Set<DocumentRange>();
  for (const { range, match } of hits(text, ranges, kind)) {
    const [, kind = ''] = match;
    const isNamed = () => holdsName(text.slice(range.start, range.end), names);
    if (kind === 'Namespace' || isWanted(kind) || isNamed()) found.add(range);
  }
  return found;
}

function holdsName(text: string, names: ReadonlySet<string>): boolean {
  const name = /\bname["']?\s{0,99}:\s{0,99}(?:[&!]\S{0,99}\s{1,99}){0,3}(?:"([^"\n]*)"|'([^'\n]*)'|([^\s,}\]#]+))/g;
  for (const [, double, single, plain] of text.matchAll(name)) {
    const value = double ?? single ?? plain ?? '';
    // Aliases, block scalars and escapes show their text only when they are parsed.
    if (names.has(value) || /^[*>|]/.test(plain ?? '') || double?.includes('\\')) return true;
  }
  return false;
}
