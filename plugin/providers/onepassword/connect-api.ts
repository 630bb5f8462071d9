import { onepasswordError } from '../../errors/onepassword.ts';
import type { JsonObject } from '../../model/document.ts';
import type { HttpAnswer, ProviderContext } from '../provider.ts';
import { type RestRequest, restCall } from '../rest-call.ts';
import { restList } from '../rest-list.ts';
import { restObject } from '../rest-object.ts';
import { isOnepasswordId } from './is-onepassword-id.ts';

// https://developer.1password.com/docs/connect/connect-api-reference/

/** An item as listed. */
export interface ListedItem {
  readonly id: string;
  readonly title: string;
  readonly tags: readonly string[];
}

/** An item with what is in it. */
export interface ConnectItem {
  readonly id: string;
  readonly title: string;
  readonly isDocument: boolean;
  readonly fields: readonly { readonly label: string; readonly value: string }[];
  readonly files: readonly { readonly id: string; readonly name: string }[];
}

/** The vaults of a Connect server, as far as a token may see them. */
export interface ConnectApi {
  /** The id of a vault, by its name or id. */
  vault(name: string): Promise<string>;
  /** The items of a vault; those of a title, or all. */
  items(vault: string, title?: string): Promise<readonly ListedItem[]>;
  /** `undefined` where there is none. */
  item(vault: string, id: string): Promise<ConnectItem | undefined>;
  file(vault: string, item: string, id: string): Promise<Buffer>;
}

/** Talks to a Connect server. */
export function connectApi(
  { host, token }: { readonly host: string; readonly token: string },
  context: Pick<ProviderContext, 'http' | 'retry'>,
): ConnectApi {
  const base = `${host.replace(/\/+$/, '')}/v1/vaults`;
  const headers = { accept: 'application/json', authorization: `Bearer ${token}` };
  const get = async (path: string, call: string, also: readonly number[] = []): Promise<[HttpAnswer, RestRequest]> => {
    const request = { url: `${base}${path}`, headers, call, also, needs: 'access of the token to the vault' };
    return [await restCall(request, context), request];
  };
  const vaults = new Map<string, Promise<string>>();
  const findVault = async (name: string): Promise<string> => {
    if (isOnepasswordId(name)) {
      const [answer, request] = await get(`/${name}`, 'GET vault', [404]);
      if (answer.status === 404) throw onepasswordError('ONEPASSWORD_VAULT', { vault: name, count: 0 });
      return textOf(restObject(answer, request), 'id');
    }
    const found = restList(...(await get(titled(name), 'GET vaults')));
    const [vault] = found;
    if (vault === undefined || found.length > 1) {
      throw onepasswordError('ONEPASSWORD_VAULT', { vault: name, count: found.length });
    }
    return textOf(vault, 'id');
  };

  return {
    vault(name) {
      let vault = vaults.get(name);
      if (vault === undefined) {
        vault = findVault(name);
        vaults.set(name, vault);
      }
      return vault;
    },
    async items(vault, title) {
      const query = title === undefined ? '' : titled(title);
      const list = restList(...(await get(`/${encodeURIComponent(vault)}/items${query}`, 'GET items')));
      return list.map((item) => ({ id: textOf(item, 'id'), title: textOf(item, 'title'), tags: tagsOf(item) }));
    },
    async item(vault, id) {
      const path = `/${encodeURIComponent(vault)}/items/${encodeURIComponent(id)}`;
      const [answer, request] = await get(path, 'GET item', [404]);
      return answer.status === 404 ? undefined : itemOf(restObject(answer, request));
    },
    async file(vault, item, id) {
      const path = `/${[vault, 'items', item, 'files', id, 'content'].map(encodeURIComponent).join('/')}`;
      return (await get(path, 'GET file'))[0].body;
    },
  };
}

function titled(title: string): string {
  return `?filter=${encodeURIComponent(`title eq "${title}"`)}`;
}

function itemOf(item: JsonObject): ConnectItem {
  return {
    id: textOf(item, 'id'),
    title: textOf(item, 'title'),
    isDocument: item['category'] === 'DOCUMENT',
    fields: partsOf(item, 'fields').map((field) => ({ label: textOf(field, 'label'), value: textOf(field, 'value') })),
    files: partsOf(item, 'files').map((file) => ({ id: textOf(file, 'id'), name: textOf(file, 'name') })),
  };
}

function partsOf(item: JsonObject, name: string): readonly JsonObject[] {
  const parts = item[name];
  return Array.isArray(parts) ? parts.map((part) => Object(part) as JsonObject) : [];
}

function tagsOf({ tags }: JsonObject): readonly string[] {
  return Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === 'string') : [];
}

function textOf(object: JsonObject, name: string): string {
  const text = object[name];
  return typeof text === 'string' ? text : '';
}
