import type { AccessOf, ApiCall } from '../access.ts';
import { countCalls } from '../count-calls.ts';
import { isOnepasswordId } from './is-onepassword-id.ts';
import { vaultOrder } from './vault-order.ts';

/**
 * What reading from a Connect server takes: each vault looked up once, each item once however many of its parts are wanted,
 * each file.
 *
 * @remarks An item that lies in a later vault takes a look into those before it. Whether one is a document, which is read as
 * files, is known only once it is there.
 */
export const access: AccessOf = (spec, { reads, finds }) => {
  const order = vaultOrder(spec['vaults']);
  const [first = ''] = order;
  const items = [...new Set(reads.map(({ key }) => key))];
  const titled = items.filter((key) => !isOnepasswordId(key));
  const files = reads.filter(({ part = '' }) => part.startsWith('file/')).length;
  const searched = finds.some(({ tags }) => tags === undefined) ? order : finds.length > 0 ? [first] : [];
  const looked = new Set([...(reads.length > 0 ? [first] : []), ...searched]);
  const lists = finds.reduce((sum, { tags }) => sum + (tags === undefined ? order.length : 1), 0);
  const mayGoOn = titled.length > 0 && order.length > 1 ? ({ atLeast: true } as const) : {};
  const calls: readonly ApiCall[] = [
    ...[...looked].map((vault) => ({
      name: isOnepasswordId(vault) ? 'GET vault' : 'GET vaults',
      count: 1,
      ...mayGoOn,
    })),
    { name: 'GET items', count: titled.length + lists, ...mayGoOn },
    { name: 'GET item', count: items.length + finds.length, ...(finds.length > 0 ? { atLeast: true } : {}) },
    { name: 'GET file', count: files, atLeast: true },
  ];
  const used = reads.length > 0 ? order : [...looked];
  return { calls: countCalls(calls), rights: used.map((vault) => ({ action: 'read_items', resource: vault })) };
};
