import { Loopback, type LoopbackAnswer, type LoopbackRequest } from './loopback.ts';

/** An item of a vault. */
export interface ItemSeed {
  readonly id?: string;
  readonly title: string;
  readonly category?: string;
  readonly tags?: readonly string[];
  readonly fields?: readonly { readonly label: string; readonly value?: string }[];
  /** Contents by name. */
  readonly files?: Readonly<Record<string, Buffer | string>>;
}

interface StoredItem extends ItemSeed {
  readonly id: string;
}

/** A 1Password Connect server: https://developer.1password.com/docs/connect/connect-api-reference/ */
export class OnepasswordFake extends Loopback {
  readonly token = 'connect-token-of-the-test';
  /** By the names of vaults; their ids are made of them. */
  readonly vaults = new Map<string, StoredItem[]>();
  /** Ids of vaults that the token may not see into. */
  readonly denied = new Set<string>();
  #made = 0;

  static async start(): Promise<OnepasswordFake> {
    return await new OnepasswordFake().listen();
  }

  /** The id that a vault or item of a name gets. */
  static id(name: string): string {
    return name
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '')
      .padEnd(26, '0')
      .slice(0, 26);
  }

  override get calls(): readonly string[] {
    return super.calls.map(decodeURIComponent);
  }

  seed(vault: string, item: ItemSeed): void {
    const items = this.vaults.get(vault) ?? [];
    this.#made += 1;
    items.push({ id: OnepasswordFake.id(`item${this.#made}`), ...item });
    this.vaults.set(vault, items);
  }

  protected override answer({ path, query, headers }: LoopbackRequest): LoopbackAnswer {
    if (headers.authorization !== `Bearer ${this.token}`) return refusal(401, 'Invalid bearer token');
    const title = /^title eq "(.*)"$/.exec(query.get('filter') ?? '')?.[1];
    const parts = path.split('/').slice(2).map(decodeURIComponent);
    if (parts[0] !== 'vaults') return refusal(404, 'no such route');
    if (parts.length === 1) {
      const found = [...this.vaults.keys()].filter((name) => name === title);
      return { body: found.map((name) => ({ id: OnepasswordFake.id(name), name })) };
    }
    const vault = [...this.vaults].find(([name]) => OnepasswordFake.id(name) === parts[1]);
    if (vault === undefined) return refusal(404, 'vault not found');
    if (this.denied.has(OnepasswordFake.id(vault[0]))) return refusal(403, 'no access');
    if (parts.length === 2) return { body: { id: parts[1], name: vault[0] } };
    return this.#items(vault[1], parts.slice(3), title);
  }

  #items(items: readonly StoredItem[], [id, , file]: readonly string[], title: string | undefined): LoopbackAnswer {
    if (id === undefined) {
      const found = items.filter((item) => title === undefined || item.title === title);
      return {
        body: found.map((item) => ({ id: item.id, title: item.title, category: item.category, tags: item.tags })),
      };
    }
    const item = items.find((one) => one.id === id);
    if (item === undefined) return refusal(404, 'item not found');
    const files = Object.entries(item.files ?? {});
    if (file !== undefined) {
      const content = files.find(([name]) => OnepasswordFake.id(name) === file)?.[1];
      return content === undefined ? refusal(404, 'file not found') : { body: content };
    }
    return {
      body: {
        id,
        title: item.title,
        category: item.category ?? 'LOGIN',
        tags: item.tags,
        fields: item.fields,
        files: files.map(([name]) => ({ id: OnepasswordFake.id(name), name })),
      },
    };
  }
}

function refusal(status: number, message: string): LoopbackAnswer {
  return { status, body: { status, message: `marked-body ${message}` } };
}
