import type { JsonObject } from '../model/document.ts';

/**
 * The bytes under one key of a Secret or ConfigMap, as the API server would hold them.
 *
 * @remarks In a Secret `stringData` wins over `data`; a ConfigMap has `data` (text) and `binaryData` (base64).
 * @param object - The whole object.
 * @returns `undefined` when the key is not there, or holds no text.
 */
export function objectValue(kind: string, object: JsonObject, key: string): Buffer | undefined {
  const [plain, encoded] = kind === 'Secret' ? ['stringData', 'data'] : ['data', 'binaryData'];
  const text = memberOf(memberOf(object, plain), key);
  if (typeof text === 'string') return Buffer.from(text, 'utf8');
  const base64 = memberOf(memberOf(object, encoded), key);
  return typeof base64 === 'string' ? Buffer.from(base64, 'base64') : undefined;
}

function memberOf(object: unknown, name: string | undefined): unknown {
  if (typeof object !== 'object' || object === null || name === undefined) return undefined;
  return Object.hasOwn(object, name) ? (object as Readonly<Record<string, unknown>>)[name] : undefined;
}
