import { jsonStringEnd } from './json-string-end.ts';

// The characters that matter between the braces of JSON text.
const QUOTE = 0x22;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/**
 * Where the JSON object or array that begins at `start` ends, or `undefined` when this is no JSON, or none up to `end`.
 *
 * @remarks
 * Counts brackets and skips strings; whether the inside is right is seen when the document is parsed. A raw line break
 * inside a string is what tells YAML's flow style apart: a lone `"` there must not swallow the documents that follow.
 */
export function jsonExtent(text: string, start: number, end = text.length): number | undefined {
  if (!/^[{[]\s*["{[}\]\d-]/.test(text.slice(start, start + 4096))) return undefined;
  let depth = 0;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = jsonStringEnd(text, at);
      if (at < 0) return undefined;
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      depth += 1;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}
