import { type Bytes, bytesOf } from './byte-string.ts';

/** One step of an sjson path. */
export interface SjsonStep {
  readonly key: Bytes;
  /** The element that it means in an array; absent for a step that is no number. A step of no characters is 0. */
  readonly index?: number;
  /** `-1`: behind the last element, and in a deletion the last one. */
  readonly append: boolean;
  /** The number behind a colon: an element that is there, and else a key. */
  readonly forced?: number;
  /** Begins like a multipath or a constant of gjson, so that it finds nothing that is there. */
  readonly isBlind?: true;
}

/** More elements than this are never filled up with null. */
const mostElements = 10_000;

/**
 * Reads an sjson path: dots separate, a backslash makes the next character literal, a colon in front makes a number a key.
 *
 * @remarks sjson 1.2.
 * @returns `undefined` for a path that means several places (`#`, `*`, `?`, `|`, `@`), or one far outside any array.
 */
export function sjsonPath(path: string): readonly SjsonStep[] | undefined {
  const steps: SjsonStep[] = [];
  let key = '';
  let start = 0;
  const end = (at: number) => {
    steps.push(stepOf(path.slice(start, at), key));
    key = '';
    start = at + 1;
  };
  for (let at = 0; at < path.length; at += 1) {
    const character = path.charAt(at);
    if (character === '.') {
      end(at);
    } else if (character === '\\') {
      at += 1;
      key += path.charAt(at);
    } else if ('|#@*?'.includes(character)) {
      return undefined;
    } else if (character !== ':' || at !== start) {
      key += character;
    }
  }
  end(path.length);
  return steps.some(({ index = 0 }) => index > mostElements) ? undefined : steps;
}

function stepOf(written: string, text: string): SjsonStep {
  const key = bytesOf(text);
  const number = /^[0-9]*$/.test(text) ? Number(text) : undefined;
  const isBlind =
    /^(?:[{[]|!(?:[-+{["0-9]|true|false|null|nan|inf)).*$/is.test(written.replace(/^:/, '')) && text.length > 1;
  const base = { key, ...(isBlind ? { isBlind } : {}) };
  if (written.startsWith(':')) {
    return { ...base, append: false, ...(number === undefined || text === '' ? {} : { forced: number }) };
  }
  return { ...base, append: text === '-1', ...(number === undefined ? {} : { index: number }) };
}
