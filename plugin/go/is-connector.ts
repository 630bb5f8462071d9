import { isSpace } from './is-space.ts';

/** Tells whether a character only holds the words of an identifier together: `-`, `_` or white space (xstrings). */
export function isConnector(code: number): boolean {
  return code === 0x2d || code === 0x5f || isSpace(code);
}
