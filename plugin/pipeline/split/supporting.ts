import type { DocumentRange } from '../../model/document.ts';
import { beforeValue } from './before-value.ts';
import { hits } from './hits.ts';

// Every repetition is bounded: manifests are not trusted, and a search must stay linear.
const kinds = String.raw`["']?(Secret|ConfigMap|ServiceAccount|Namespace)["']?(?=\s{0,99}(?:[,}#]|$))`;
// Aliases and escapes show their text only when they are parsed.
const kind = new RegExp(String.raw`\bkind${beforeValue}(?:${kinds}|\*|"[^"\n]{0,99}\\)`, 'gm');
const name = new RegExp(String.raw`\bname${beforeValue}(?:"([^"\n]*)"|'([^'\n]*)'|([^\s,}\]#]+))`, 'g');

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
  const isSought = (each?: string) => each === undefined || each === 'Namespace' || isWanted(each);
  for (const { range } of hits(text, ranges, kind)) {
    const own = text.slice(range.start, range.end);
    // The first kind may be that of an owner, not the document's.
    if ([...own.matchAll(new RegExp(kind))].some(([, each]) => isSought(each)) || holdsName(own, names))
      found.add(range);
  }
  return found;
}

function holdsName(text: string, names: ReadonlySet<string>): boolean {
  for (const [, double, single, plain] of text.matchAll(name)) {
    const value = double ?? single ?? plain ?? '';
    if (names.has(value) || /^[*>|"']/.test(plain ?? '') || double?.includes('\\')) return true;
  }
  return false;
}
