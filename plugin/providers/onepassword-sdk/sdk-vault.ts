import type { FileAttributes, Item, ItemOverview } from '@1password/sdk';
import { onepasswordError } from '../../errors/onepassword.ts';
import type { AskSdk } from './open-sdk.ts';

/** One vault, its lists read once. */
export interface SdkVault {
  /** Its id. */
  id(): Promise<string>;
  items(): Promise<readonly ItemOverview[]>;
  item(id: string): Promise<Item>;
  file(item: string, attributes: FileAttributes): Promise<Buffer>;
}

/** Opens a vault by its name or id. Nothing is asked before the first question. */
export function sdkVault(name: string, ask: AskSdk): SdkVault {
  let vault: Promise<string> | undefined;
  let listed: Promise<readonly ItemOverview[]> | undefined;
  const id = (): Promise<string> => {
    vault ??= findVault(name, ask);
    return vault;
  };
  return {
    id,
    items() {
      listed ??= id().then((own) => ask('the list of items', (client) => client.items.list(own)));
      return listed;
    },
    async item(item) {
      const own = await id();
      return await ask('an item', (client) => client.items.get(own, item));
    },
    async file(item, attributes) {
      const own = await id();
      return Buffer.from(await ask('a file', (client) => client.items.files.read(own, item, attributes)));
    },
  };
}

async function findVault(name: string, ask: AskSdk): Promise<string> {
  const vaults = await ask('the list of vaults', (client) => client.vaults.list());
  const found = vaults.find(({ id, title }) => title === name || id === name);
  if (found === undefined) throw onepasswordError('ONEPASSWORD_VAULT', { vault: name, count: 0 });
  return found.id;
}

/** The files of an item; of a document the one that it is. */
export function filesOf({ files, document }: Item): readonly FileAttributes[] {
  const attached = files.map(({ attributes }) => attributes);
  return document === undefined ? attached : [document, ...attached];
}
