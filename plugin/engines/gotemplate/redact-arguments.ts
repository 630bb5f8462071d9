import { GoInt, GoList, GoMap } from '../value.ts';
import type { Argument } from './compiler.ts';

// Shorter pieces stand in words by accident.
const least = 3;
const most = 1000;
// A map can hold itself.
const deepest = 8;

/**
 * Takes the values of arguments out of a function's message: they come from data, and Go's messages like to quote them.
 *
 * @param text - A message as a byte string.
 * @param values - Only those arguments that are no constants of the template.
 */
export function redactArguments(text: string, values: readonly Argument[]): string {
  const pieces = new Set<string>();
  for (const value of values) collect(value, pieces, 0);
  let redacted = text;
  // The longest first: one may stand in another.
  for (const piece of [...pieces].sort((a, b) => b.length - a.length))
    redacted = redacted.replaceAll(piece, '<redacted>');
  return redacted;
}

function collect(value: Argument, pieces: Set<string>, depth: number): void {
  if (pieces.size >= most || depth > deepest) return;
  if (value instanceof GoList) for (const item of value.items) collect(item, pieces, depth + 1);
  else if (value instanceof GoMap) for (const item of value.entries.values()) collect(item, pieces, depth + 1);
  else if (typeof value !== 'object' && typeof value !== 'boolean') add(String(value), pieces);
  else if (value instanceof GoInt) add(String(value.value), pieces);
}

function add(piece: string, pieces: Set<string>): void {
  if (piece.length >= least) pieces.add(piece);
}
