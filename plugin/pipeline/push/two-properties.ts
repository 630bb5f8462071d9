import type { EsrError } from '../../errors/esr-error.ts';
import { pushError } from '../../errors/push.ts';
import type { PushItem } from './expand-entries.ts';

/**
 * Two properties of a store without properties would overwrite each other.
 *
 * @param earlier - The entries before it that go to the same key.
 */
export function twoProperties({ entry }: PushItem, earlier: readonly PushItem[]): EsrError | undefined {
  const { key, property = '' } = entry.ref;
  const other = earlier.find((one) => (one.entry.ref.property ?? '') !== property);
  if (other === undefined) return undefined;
  return pushError('PUSH_TWO_PROPERTIES', { key, properties: [other.entry.ref.property ?? '', property] });
}
