import { connectionError } from '../../errors/connection.ts';
import { onepasswordError } from '../../errors/onepassword.ts';
import { answersEach } from '../answers-each.ts';
import type { Client } from '../provider.ts';
import type { ConnectApi, ConnectItem } from './connect-api.ts';
import { isOnepasswordId } from './is-onepassword-id.ts';
import { type KeptFile, packItem, type Wanted, wantedOf } from './kept-item.ts';

/** An item, and the vault that it lies in. */
interface FoundItem {
  readonly vault: string;
  readonly item: ConnectItem;
}

/**
 * Reads items, each once however many of its parts are wanted, and the files that are wanted.
 *
 * @param vaults - Names or ids, in the order in which they are searched.
 */
export function connectReader(api: ConnectApi, vaults: readonly string[]): Client['read'] {
  const items = new Map<string, Promise<FoundItem>>();
  const itemFor = (key: string): Promise<FoundItem> => {
    let item = items.get(key);
    if (item === undefined) {
      item = isOnepasswordId(key) ? itemById(key, api, vaults) : itemByTitle(key, api, vaults);
      items.set(key, item);
    }
    return item;
  };
  return answersEach(async ({ key, part = '' }) => {
    const { vault, item } = await itemFor(key);
    const wanted = wantedOf(part, item.isDocument);
    const files = wanted.of === 'files' ? { files: await filesOf(item, vault, wanted, api) } : {};
    return { kind: 'value', value: packItem({ title: item.title, fields: item.fields, ...files }, wanted) };
  });
}

/** As the operator: an id is looked for in the first vault alone. */
async function itemById(key: string, api: ConnectApi, [first = '']: readonly string[]): Promise<FoundItem> {
  const vault = await api.vault(first);
  const item = await api.item(vault, key);
  if (item === undefined) throw connectionError('REMOTE_ABSENT', { what: 'item', key });
  return { vault, item };
}

async function itemByTitle(key: string, api: ConnectApi, vaults: readonly string[]): Promise<FoundItem> {
  for (const name of vaults) {
    const vault = await api.vault(name);
    const listed = await api.items(vault, key);
    const [only] = listed;
    if (listed.length > 1) throw onepasswordError('ONEPASSWORD_ITEMS', { title: key, count: listed.length });
    const item = only === undefined ? undefined : await api.item(vault, only.id);
    if (item !== undefined) return { vault, item };
  }
  throw connectionError('REMOTE_ABSENT', { what: 'item', key });
}

async function filesOf(
  { id, files }: ConnectItem,
  vault: string,
  { name }: Wanted,
  api: ConnectApi,
): Promise<readonly KeptFile[]> {
  const meant = files.filter((file) => name === '' || file.name === name);
  return await Promise.all(
    meant.map(async (file) => ({ name: file.name, content: await api.file(vault, id, file.id) })),
  );
}
