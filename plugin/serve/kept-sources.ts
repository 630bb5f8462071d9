import type { Inventory } from '../model/inventory.ts';
import type { Source } from '../model/source.ts';
import { canonicalJson } from '../pipeline/plan/canonical-json.ts';

/**
 * The documents of an application that matter to what is read for it, written anew: to keep them is not to keep the megabytes
 * that they stood in.
 */
export function keptSources({ documents }: Pick<Inventory, 'documents'>): readonly Source[] {
  const texts = documents
    .filter(({ value }) => value['kind'] !== 'PushSecret')
    .map(({ value }) => canonicalJson(value));
  return [{ name: 'what was rendered', bytes: Buffer.from(texts.join('\n---\n')), origin: 'input', format: 'stream' }];
}
