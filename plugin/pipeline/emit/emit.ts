import type { DocumentRange } from '../../model/document.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { Resource } from '../../model/resource.ts';
import type { Run } from '../../model/run.ts';
import type { Rendered } from '../../model/secret.ts';
import type { Source } from '../../model/source.ts';
import { argocdAnnotations } from './argocd.ts';
import { join } from './join.ts';
import { mergeIntoPlain } from './merge-into-plain.ts';
import { mergeSecrets } from './merge-secrets.ts';
import { objectTree } from './object-tree.ts';
import { secretTree } from './secret-tree.ts';
import { type Settled, settle } from './settle.ts';
import { type Change, splice } from './splice.ts';
import type { Tree } from './tree.ts';
import type { View } from './view.ts';
import { writeYaml } from './write-yaml.ts';

/** What there is to write. */
export interface Output {
  /** The input's sources, in order, those without any document too. */
  readonly sources: readonly Source[];
  readonly inventory: Inventory;
  readonly rendered: readonly Rendered[];
  readonly view: View;
  readonly run: Run;
}

/**
 * Writes the stream: each Secret where its ExternalSecret stood, every document that is not ours byte for byte.
 *
 * @returns Chunks to be written once, in a row.
 * @throws EsrErrors where two sources make one object (`settle`).
 */
export function emit(output: Output): readonly Buffer[] {
  const { sources, inventory, view } = output;
  const changes = changesOf(output);
  const blocks = view.values === 'revealed';
  if (view.onlySecrets) return onlySecrets(inventory, changes, blocks);
  const bySource = new Map<Source, DocumentRange[]>(sources.map((source) => [source, []]));
  for (const range of inventory.ranges) bySource.get(range.source)?.push(range);
  return join([...bySource].map(([source, ranges]) => splice(source, ranges, changes, blocks)));
}

type Replacement = Change & { kind: 'replace' };

function changesOf({ inventory, rendered, view, run }: Output): ReadonlyMap<DocumentRange, Change> {
  const changes = new Map<DocumentRange, Change>();
  for (const { document } of leaving(inventory)) {
    if (document !== undefined)
      changes.set(document.range, { kind: 'replace', trees: [], keeps: run.config.emit.keep });
  }
  const put = (from: Resource<unknown>, tree?: ReadonlyMap<string, Tree>) => {
    const range = from.document?.range;
    if (range === undefined) return;
    const present = (changes.get(range) as Replacement | undefined) ?? { kind: 'replace', trees: [] };
    changes.set(range, { ...present, trees: tree === undefined ? present.trees : [...present.trees, tree] });
  };
  const bases = new Map(settle(inventory, rendered, run).map((settled) => [settled.base, settled]));
  for (const result of rendered) {
    if (result.form === 'untouched') continue;
    if (result.form === 'object') put(result.from, objectTree(result, view));
    const settled = result.form === 'secret' ? bases.get(result) : undefined;
    const isHere = settled !== undefined && settled.plain === undefined;
    if (result.form !== 'object') put(result.from, isHere ? treeOf(settled, view, run) : undefined);
    if (settled?.plain?.document !== undefined) {
      const bytes = mergeIntoPlain(settled, settled.plain, view, run);
      changes.set(settled.plain.document.range, { kind: 'rewrite', bytes });
    }
  }
  return changes;
}

function treeOf(settled: Settled, view: View, run: Run): ReadonlyMap<string, Tree> {
  const secret = mergeSecrets(settled, run);
  const annotations = argocdAnnotations(secret.from, secret.annotations, settled.isPatch, run);
  return secretTree({ ...secret, annotations, isPatch: settled.isPatch }, view);
}

/** The documents of the input that only the operator has a use for. */
function leaving(inventory: Inventory): readonly Resource<unknown>[] {
  const stays = new Set(inventory.leftAlone);
  return [
    ...inventory.stores,
    ...inventory.generators,
    ...inventory.pushSecrets,
    ...inventory.clusterExternalSecrets,
  ].filter(({ origin, document }) => origin === 'input' && document !== undefined && !stays.has(document));
}

function onlySecrets(
  inventory: Inventory,
  changes: ReadonlyMap<DocumentRange, Change>,
  blocks: boolean,
): readonly Buffer[] {
  const documents = inventory.ranges.flatMap((range) => {
    const change = changes.get(range);
    if (change?.kind === 'rewrite') return [change.bytes];
    return (change?.trees ?? []).map((tree) => Buffer.from(writeYaml(tree, blocks)));
  });
  return join(documents.map((document) => [document]));
}
