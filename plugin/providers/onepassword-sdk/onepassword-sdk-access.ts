import type { AccessOf } from '../access.ts';
import { countCalls } from '../count-calls.ts';
import { isOnepasswordId } from '../onepassword/is-onepassword-id.ts';
import { itemPart } from './item-part.ts';
import type { OnepasswordSdkFields } from './onepassword-sdk-fields.ts';
import { referencesAtOnce } from './references-at-once.ts';

/**
 * What reading through 1Password's SDK takes, by the SDK's own questions: how many requests it makes of one is not ours to
 * tell.
 */
export const access: AccessOf = (spec, { reads, finds }) => {
  const { vault = '', environment = '' } = spec as unknown as OnepasswordSdkFields;
  if (reads.length + finds.length === 0) return { calls: [], rights: [] };
  if (environment !== '') {
    const rights = [{ action: 'read', resource: `environments/${environment}` }];
    return {
      calls: [
        { name: 'sign-in', count: 1 },
        { name: 'environments.getVariables', count: 1 },
      ],
      rights,
    };
  }
  const items = reads.filter(({ part = '' }) => part.startsWith(itemPart));
  const batches = reads.flatMap((_ref, start) =>
    start % referencesAtOnce === 0 ? [reads.slice(start, start + referencesAtOnce)] : [],
  );
  const resolving = batches.filter((batch) => batch.some((ref) => !items.includes(ref))).length;
  const asksItems = items.length + finds.length > 0;
  const lists = finds.length > 0 || items.some(({ key }) => !isOnepasswordId(key));
  const files = items.filter(({ part = '' }) => part.startsWith(`${itemPart}file/`)).length;
  const open = finds.length > 0 ? ({ atLeast: true } as const) : {};
  return {
    calls: countCalls([
      { name: 'sign-in', count: 1 },
      { name: 'secrets.resolveAll', count: resolving },
      { name: 'vaults.list', count: asksItems ? 1 : 0 },
      { name: 'items.list', count: lists ? 1 : 0 },
      { name: 'items.get', count: items.length + finds.length, ...open },
      { name: 'items.files.read', count: files, atLeast: true },
    ]),
    rights: [{ action: 'read_items', resource: vault }],
  };
};
