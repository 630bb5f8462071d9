import type { DocumentRange } from '../../model/document.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { Source } from '../../model/source.ts';
import { addItems } from './add-items.ts';
import { type Changing, changesOf } from './changes.ts';
import { join } from './join.ts';
import { type Change, splice } from './splice.ts';
import { writeYaml } from './write-yaml.ts';

/** What there is to write. */
export interface Output extends Changing {
  /** The input, in order, sources that hold no document too. */
  readonly sources: readonly Source[];
}

/**
 * Writes the stream: each Secret where its ExternalSecret stood, every document that is not ours byte for byte.
 *
 * @remarks Where the first source is a ResourceList, what comes of the others becomes its last items.
 *
 * @returns Chunks to be written once, in a row.
 * @throws EsrErrors where two sources make one object (`settle`).
 */
export async function emit(output: Output): Promise<readonly Buffer[]> {
  const { sources, inventory, view } = output;
  const changes = await changesOf(output);
  const blocks = view.values === 'revealed';
  if (view.onlySecrets) return onlySecrets(inventory, changes, blocks);
  const bySource = new Map<Source, DocumentRange[]>(sources.map((source) => [source, []]));
  for (const range of inventory.ranges) bySource.get(range.source)?.push(range);
  const [list] = bySource;
  if (list?.[0].format === 'resource-list') {
    const [source, ranges] = list;
    const chunks = splice(source, ranges, changes, blocks);
    const others = inventory.ranges.filter((range) => range.source !== source);
    const items = ranges.filter(({ item }) => item !== undefined);
    return addItems({ source, ranges: items, chunks }, { ranges: others, changes });
  }
  return join([...bySource].map(([source, ranges]) => splice(source, ranges, changes, blocks)));
}

function onlySecrets(
  inventory: Inventory,
  changes: ReadonlyMap<DocumentRange, Change>,
  blocks: boolean,
): readonly Buffer[] {
  const documents = inventory.ranges.flatMap((range) => {
    const change = changes.get(range);
    if (change === undefined) return [];
    if (change.kind === 'rewrite') return change.isSecret ? [change.bytes] : [];
    return change.trees.map((tree) => Buffer.from(writeYaml(tree, blocks)));
  });
  return join(documents.map((document) => [document]));
}
