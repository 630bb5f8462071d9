import { storeError } from '../errors/store.ts';
import type { JsonObject } from '../model/document.ts';

/** Query of one page; without a limit it is all there is. */
type Page = Readonly<Record<string, string>>;

const pageSize = '500';

/**
 * Collects a list that the API server gives in pages.
 *
 * @param ask - Asks for one page; `undefined` where the place it goes on from has expired (410).
 * @param what - As errors name the question.
 * @remarks k8s.io/client-go `tools/pager/pager.go`: what expires half-way is asked for once more, in one piece.
 */
export async function listPages(
  ask: (page: Page) => Promise<JsonObject | undefined>,
  what: string,
): Promise<readonly JsonObject[]> {
  const all: JsonObject[] = [];
  for (let page: Page | undefined = { limit: pageSize }; page !== undefined; ) {
    const list = await ask(page);
    if (list === undefined) return itemsOf(await ask({}), what);
    all.push(...itemsOf(list, what));
    const { metadata } = list as { readonly metadata?: { readonly continue?: unknown } };
    const next: unknown = metadata?.continue;
    page = typeof next === 'string' && next !== '' ? { limit: pageSize, continue: next } : undefined;
  }
  return all;
}

function itemsOf(list: JsonObject | undefined, what: string): readonly JsonObject[] {
  const { items } = Object(list) as { readonly items?: unknown };
  if (!Array.isArray(items) || !items.every(isNamed)) throw storeError('CLUSTER_ANSWER', { call: what });
  return items;
}

function isNamed(item: unknown): item is JsonObject {
  const { metadata } = Object(item) as { readonly metadata?: unknown };
  return typeof (Object(metadata) as { readonly name?: unknown }).name === 'string';
}
