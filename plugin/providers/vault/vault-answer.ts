import { storeError } from '../../errors/store.ts';
import { type Bytes, bytesFromBuffer, bytesOf } from '../../go/byte-string.ts';
import { type JsonValue, parseJson } from '../../go/json.ts';
import { JsonSyntaxError } from '../../go/json-syntax-error.ts';
import type { HttpAnswer } from '../provider.ts';
import type { VaultCall } from './vault-fault.ts';

/** An object of an answer. Numbers are `JsonNumber`: spelled as the server sent them. */
export type VaultObject = ReadonlyMap<Bytes, JsonValue>;

/**
 * Reads the JSON object that an answer is.
 *
 * @returns `undefined` for an empty body, and for a 404 that carries neither data nor warnings: there is nothing there.
 * @throws StoreError `STORE_ANSWER` for anything that is no JSON object.
 * @remarks Vault: `api/logical.go`, `ParseRawResponseAndCloseBody`.
 */
export function vaultObject({ status, body }: HttpAnswer, { call, host }: VaultCall): VaultObject | undefined {
  if (body.length === 0 && status !== 200) return undefined;
  const object = objectOf(body);
  if (object === undefined) throw storeError('STORE_ANSWER', { call, host });
  if (status !== 404) return object;
  return isFilled(memberOf(object, 'data')) || isFilled(memberOf(object, 'warnings')) ? object : undefined;
}

/** A member of an object by its name; `undefined` where there is none. */
export function memberOf(object: VaultObject | undefined, name: string): JsonValue | undefined {
  return object?.get(bytesOf(name));
}

/** The same, where it is an object. */
export function objectIn(object: VaultObject | undefined, name: string): VaultObject | undefined {
  const member = memberOf(object, name);
  return member instanceof Map ? (member as VaultObject) : undefined;
}

function objectOf(body: Buffer): VaultObject | undefined {
  try {
    const value = parseJson(bytesFromBuffer(body), { keepNumbers: true });
    return value instanceof Map ? (value as VaultObject) : undefined;
  } catch (thrown) {
    if (thrown instanceof JsonSyntaxError) return undefined;
    throw thrown;
  }
}

function isFilled(value: JsonValue | undefined): boolean {
  if (value instanceof Map) return value.size > 0;
  return Array.isArray(value) && value.length > 0;
}
