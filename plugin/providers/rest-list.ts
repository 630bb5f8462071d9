import { storeError } from '../errors/store.ts';
import type { JsonObject } from '../model/document.ts';
import type { HttpAnswer } from './provider.ts';
import type { RestRequest } from './rest-call.ts';

/**
 * The JSON list of objects that a service answered with.
 *
 * @throws StoreError `STORE_ANSWER` for anything else.
 */
export function restList(
  { body }: HttpAnswer,
  { url, call }: Pick<RestRequest, 'url' | 'call'>,
): readonly JsonObject[] {
  const list = parse(body);
  if (Array.isArray(list) && list.every((item) => typeof item === 'object' && item !== null)) {
    return list as readonly JsonObject[];
  }
  throw storeError('STORE_ANSWER', { call, host: new URL(url).host });
}

/** A parser's words may quote the text, so that none are kept. */
function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
