import { storeError } from '../errors/store.ts';
import type { JsonObject } from '../model/document.ts';
import { parseJsonObject } from './parse-json-object.ts';
import type { HttpAnswer } from './provider.ts';
import type { RestRequest } from './rest-call.ts';

/**
 * The JSON object that a service answered with.
 *
 * @throws StoreError `STORE_ANSWER` for anything else.
 */
export function restObject({ body }: HttpAnswer, { url, call }: Pick<RestRequest, 'url' | 'call'>): JsonObject {
  const object = parseJsonObject(body);
  if (object === undefined) throw storeError('STORE_ANSWER', { call, host: new URL(url).host });
  return object;
}
