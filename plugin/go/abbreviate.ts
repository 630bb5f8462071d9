import type { Bytes } from './byte-string.ts';

/**
 * Shortens a text to a width, with `...` where something is left out.
 *
 * @remarks goutils: `AbbreviateFull`. Counts bytes and may cut a character.
 *
 * @param offset - The first byte that should still be seen; what lies before it may be left out.
 * @param width - At least 4, and at least 7 with an offset above 4; the caller checks.
 */
export function abbreviate(text: Bytes, offset: number, width: number): Bytes {
  if (text.length <= width) return text;
  const kept = width - 3;
  const start = Math.min(offset, text.length, text.length - kept);
  if (start <= 4) return `${text.slice(0, kept)}...` as Bytes;
  if (start + kept >= text.length) return `...${text.slice(text.length - kept)}` as Bytes;
  return `...${abbreviate(text.slice(start) as Bytes, 0, kept)}` as Bytes;
}
