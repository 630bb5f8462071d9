import type { JsonObject } from '../model/document.ts';

/** Reads a JSON object; `undefined` for anything else. A parser's words may quote the text, so that none are kept. */
export function parseJsonObject(text: Buffer | string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text.toString());
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}
