import { connectionError } from '../../errors/connection.ts';
import { faultIn } from '../../errors/fault-in.ts';
import { onepasswordError } from '../../errors/onepassword.ts';
import { answersEach } from '../answers-each.ts';
import { isOnepasswordId } from '../onepassword/is-onepassword-id.ts';
import { type KeptFile, packItem, wantedOf } from '../onepassword/kept-item.ts';
import type { Answer, Client, RemoteRef } from '../provider.ts';
import { itemPart } from './item-part.ts';
import type { AskSdk } from './open-sdk.ts';
import { resolveReferences } from './resolve-references.ts';
import { filesOf, type SdkVault } from './sdk-vault.ts';

/** Reads the values of references together, and items one by one. */
export function sdkReader(name: string, vault: SdkVault, ask: AskSdk): Client['read'] {
  const readItems = answersEach(async ({ key, part = '' }) => await readItem(key, part.slice(itemPart.length), vault));
  const readFields = async (refs: readonly RemoteRef[]): Promise<readonly Answer[]> => {
    if (refs.length === 0) return [];
    try {
      return await resolveReferences(
        refs.map(({ key }) => key),
        name,
        ask,
      );
    } catch (thrown) {
      const error = faultIn(thrown);
      if (error === undefined) throw thrown;
      return refs.map(() => ({ kind: 'failed', error }));
    }
  };
  return async (refs) => {
    const items = refs.filter(isItem);
    const fields = refs.filter((ref) => !isItem(ref));
    const [ofItems, ofFields] = await Promise.all([readItems(items), readFields(fields)]);
    const answers = new Map<RemoteRef, Answer>();
    for (const [index, ref] of items.entries()) answers.set(ref, ofItems[index] as Answer);
    for (const [index, ref] of fields.entries()) answers.set(ref, ofFields[index] as Answer);
    return refs.map((ref) => answers.get(ref) as Answer);
  };
}

function isItem({ part }: RemoteRef): boolean {
  return part?.startsWith(itemPart) ?? false;
}

async function readItem(key: string, property: string, vault: SdkVault): Promise<Answer> {
  const item = await vault.item(isOnepasswordId(key) ? key : await idOf(key, vault));
  const wanted = wantedOf(property, item.category === 'Document');
  const fields = item.fields.map(({ title, value }) => ({ label: title, value }));
  const meant = wanted.of === 'files' ? filesOf(item).filter((file) => !wanted.name || file.name === wanted.name) : [];
  const files = await Promise.all(
    meant.map(async (file): Promise<KeptFile> => ({ name: file.name, content: await vault.file(item.id, file) })),
  );
  return { kind: 'value', value: packItem({ title: item.title, fields, files }, wanted) };
}

async function idOf(title: string, vault: SdkVault): Promise<string> {
  const found = (await vault.items()).filter((item) => item.title === title);
  const [only] = found;
  if (only === undefined) throw connectionError('REMOTE_ABSENT', { what: 'item', key: title });
  if (found.length > 1) throw onepasswordError('ONEPASSWORD_ITEMS', { title, count: found.length });
  return only.id;
}
