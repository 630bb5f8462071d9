import { onepasswordError } from '../../errors/onepassword.ts';
import { Sensitive } from '../../model/sensitive.ts';
import { inLanes } from '../in-lanes.ts';
import { nameMatcher } from '../name-matcher.ts';
import type { Find, Match } from '../provider.ts';
import { filesOf, type SdkVault } from './sdk-vault.ts';

/**
 * Finds fields and files of the items with the title that is the path and with all the tags; a name may come once only.
 *
 * @remarks The values of tags are not looked at.
 */
export async function sdkFind(vault: SdkVault, { name, path, tags = {} }: Find): Promise<readonly Match[]> {
  const matches = nameMatcher(name);
  const listed = (await vault.items()).filter(
    (item) => (path === undefined || item.title === path) && Object.keys(tags).every((tag) => item.tags.includes(tag)),
  );
  const items = await inLanes(listed, ({ id }) => vault.item(id));
  const found = new Map<string, Sensitive>();
  const add = (own: string, value: Sensitive) => {
    if (found.has(own)) throw onepasswordError('ONEPASSWORD_TWICE', { name: own });
    found.set(own, value);
  };
  for (const item of items) {
    for (const file of filesOf(item).filter((one) => matches(one.name))) {
      add(file.name, new Sensitive(await vault.file(item.id, file)));
    }
    for (const { title, value } of item.fields) if (matches(title)) add(title, new Sensitive(value));
  }
  return [...found].map(([own, value]) => ({ name: own, value }));
}
