import { type Bytes, textOf } from '../../go/byte-string.ts';

/** A place in a template text. */
export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1, in characters, as editors count. */
  readonly column: number;
  /** From 0, in bytes from the line's start, as Go's texts count. */
  readonly offset: number;
}

/** Counts the lines up to a byte offset, from 1. */
export function lineOf(text: Bytes, at: number): number {
  let line = 1;
  for (let found = text.indexOf('\n'); found >= 0 && found < at; found = text.indexOf('\n', found + 1)) line += 1;
  return line;
}

/** Gives line and column of a byte offset. */
export function positionOf(text: Bytes, at: number): Position {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const lineStart = at === 0 ? 0 : start;
  const before = text.slice(lineStart, at) as Bytes;
  return { line: lineOf(text, at), column: textOf(before).length + 1, offset: at - lineStart };
}
