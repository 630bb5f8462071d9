import { lintWords } from '../../../errors/lint.ts';
import type { Warning } from '../../../model/run.ts';
import { earlierItems } from '../../push/earlier-items.ts';
import type { PushItem } from '../../push/expand-entries.ts';
import { twoProperties } from '../../push/two-properties.ts';
import { warnOverlaps } from '../../push/warn-overlaps.ts';
import { remark } from '../remark.ts';
import type { Finding, Rule } from '../rule.ts';

/** Several Secrets or PushSecrets that write one place. */
export const pushOverlaps: Rule = {
  codes: ['PUSH_OVERLAP', 'PUSH_WHOLE_PART', 'PUSH_TWO_PROPERTIES'],
  about:
    'What two PushSecrets write to one key is what the later one wrote, and the operator writes both again and again. A key that one entry writes whole and another in part loses the part each time, and of two properties of a store that keeps none only the last is kept.',
  *check({ pushes }) {
    const items = pushes.flatMap((push) => push.items);
    const found: Warning[] = [];
    warnOverlaps(items, { warn: (warning) => void found.push(warning) });
    yield* found;
    const earlier = earlierItems(items);
    for (const [index, item] of items.entries()) yield* besides(item, earlier[index] ?? []);
  },
};

function* besides(item: PushItem, earlier: readonly PushItem[]): Iterable<Finding> {
  const { target, entry, place } = item;
  if (target.client.store.ignoresProperty === true) {
    const fault = twoProperties(item, earlier);
    if (fault !== undefined) yield fault.at(place);
    return;
  }
  const { key, property = '' } = entry.ref;
  const properties = earlier.map((one) => one.entry.ref.property ?? '');
  const other = properties.find((one) => (one === '') !== (property === ''));
  if (other === undefined) return;
  const facts = { key, property: other || property, store: target.storeName };
  yield remark('PUSH_WHOLE_PART', lintWords('PUSH_WHOLE_PART', facts), place);
}
