import { manifestError } from '../../errors/manifest.ts';
import { type Bytes, bytesFromBuffer, bytesOf, textOf } from '../../go/byte-string.ts';
import { marshalJson, parseJson } from '../../go/json.ts';
import { JsonSyntaxError } from '../../go/json-syntax-error.ts';
import type { Sensitive } from '../../model/sensitive.ts';
import type { PushEntry } from '../provider.ts';
import type { VaultObject } from './vault-answer.ts';

/** What a push without a property makes the secret hold: all keys as texts, or the JSON object that the one key holds. */
export function pushedObject({ data, secretKey, secret }: PushEntry, key: string): VaultObject {
  if (secretKey === undefined || secretKey === '') {
    return new Map([...data].map(([name, value]) => [bytesOf(name), textBytes(value)]));
  }
  const object = objectOf(bytesFromBuffer(keyOf(data, secretKey, secret.name).reveal()));
  if (object === undefined) {
    const why = `the value of "${secretKey}" is no JSON object, and Vault holds nothing else; name a property for it`;
    throw manifestError('PUSH_UNFIT', { key, why });
  }
  return object;
}

/** What a push with a property sets it to: the one key's text, or all keys as a JSON object. */
export function pushedText({ data, secretKey, secret }: PushEntry): Bytes {
  if (secretKey !== undefined && secretKey !== '') return textBytes(keyOf(data, secretKey, secret.name));
  const texts = new Map([...data].map(([name, value]) => [bytesOf(name), textBytes(value)]));
  return marshalJson(texts, { escapeHtml: false });
}

function keyOf(data: PushEntry['data'], name: string, secret: string): Sensitive {
  const value = data.get(name);
  if (value === undefined) throw manifestError('PUSH_KEY_MISSING', { secret, key: name });
  return value;
}

/** Bytes that are no UTF-8 become U+FFFD, one for each. */
function textBytes(value: Sensitive): Bytes {
  return bytesOf(textOf(bytesFromBuffer(value.reveal())));
}

function objectOf(text: Bytes): VaultObject | undefined {
  try {
    const value = parseJson(text, { keepNumbers: true });
    return value instanceof Map ? (value as VaultObject) : undefined;
  } catch (thrown) {
    if (thrown instanceof JsonSyntaxError) return undefined;
    throw thrown;
  }
}
