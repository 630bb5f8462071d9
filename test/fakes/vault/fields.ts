import { type Bytes, bytesOf, textOf } from '../../../plugin/go/byte-string.ts';
import type { GoJson } from '../../../plugin/go/go-json.ts';
import { JsonNumber, type JsonValue, parseJson } from '../../../plugin/go/json.ts';
import type { Fields } from './request.ts';

/** Makes a JSON value of plain data. */
export function json(value: unknown): JsonValue {
  return fromPlain(value as GoJson);
}

function fromPlain(value: GoJson): JsonValue {
  if (typeof value === 'string') return bytesOf(value);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return (value as readonly GoJson[]).map(fromPlain);
  return new Map(Object.entries(value).map(([key, member]) => [bytesOf(key), fromPlain(member)]));
}

/** Reads a JSON object of a text, its numbers as they are written. */
export function readFields(text: string): Fields {
  const value = parseJson(bytesOf(text), { keepNumbers: true });
  return value instanceof Map ? (value as Fields) : new Map();
}

/** A member as text; empty where there is none. */
export function text(fields: Fields, name: string): string {
  const value = fields.get(bytesOf(name));
  return typeof value === 'string' ? textOf(value as Bytes) : '';
}

/** A member as an object; empty where there is none. */
export function object(fields: Fields, name: string): Fields {
  const value = fields.get(bytesOf(name));
  return value instanceof Map ? (value as Fields) : new Map();
}

/** As a server does that reads numbers into 64-bit floats: OpenBao's key-value engine, version 2. */
export function toFloats(value: JsonValue): JsonValue {
  if (value instanceof JsonNumber) return Number(value.text);
  if (value instanceof Map) return new Map([...value].map(([key, member]) => [key, toFloats(member)]));
  return Array.isArray(value) ? value.map((element) => toFloats(element as JsonValue)) : value;
}
