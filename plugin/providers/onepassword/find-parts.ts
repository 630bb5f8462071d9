import { onepasswordError } from '../../errors/onepassword.ts';
import { Sensitive } from '../../model/sensitive.ts';
import { inLanes } from '../in-lanes.ts';
import { nameMatcher } from '../name-matcher.ts';
import type { Find, Match } from '../provider.ts';
import { labelTwice } from './choose-part.ts';
import type { ConnectApi, ConnectItem } from './connect-api.ts';

/**
 * Finds fields and files: of the items with the tags, in the first vault alone; else of the item titled like the path, or of
 * all, in every vault. Of a name that comes twice the first counts, and of one item the file.
 *
 * @remarks ESO: `providers/v1/onepassword/onepassword.go`, `GetAllSecrets`. The values of tags are not looked at.
 */
export async function findParts(api: ConnectApi, vaults: readonly string[], query: Find): Promise<readonly Match[]> {
  const { name, path, tags } = query;
  const matches = nameMatcher(name);
  const isMeant = (item: { readonly title: string; readonly tags: readonly string[] }) =>
    tags === undefined
      ? path === undefined || path === item.title
      : Object.keys(tags).every((tag) => item.tags.includes(tag));
  const found = new Map<string, Sensitive>();
  for (const vaultName of tags === undefined ? vaults : vaults.slice(0, 1)) {
    const vault = await api.vault(vaultName);
    const listed = (await api.items(vault)).filter(isMeant);
    const items = await inLanes(listed, ({ id }) => api.item(vault, id));
    for (const item of items) if (item !== undefined) await addParts(item, vault, { api, matches, found });
  }
  return [...found].map(([own, value]) => ({ name: own, value }));
}

interface Adding {
  readonly api: ConnectApi;
  readonly matches: (name: string) => boolean;
  readonly found: Map<string, Sensitive>;
}

async function addParts(item: ConnectItem, vault: string, { api, matches, found }: Adding): Promise<void> {
  const files = item.files.filter((file) => matches(file.name) && !found.has(file.name));
  const contents = await inLanes(files, (file) => api.file(vault, item.id, file.id));
  for (const [index, file] of files.entries()) {
    if (!found.has(file.name)) found.set(file.name, new Sensitive(contents[index] ?? Buffer.alloc(0)));
  }
  const twice = labelTwice(item);
  if (twice !== undefined) {
    const count = item.fields.filter(({ label }) => label === twice).length;
    throw onepasswordError('ONEPASSWORD_FIELD', { label: twice, title: item.title, count });
  }
  for (const { label, value } of item.fields) {
    if (matches(label) && !found.has(label)) found.set(label, new Sensitive(value));
  }
}
