import { type Bytes, bytesOf } from './byte-string.ts';

/** One step of an sjson path. */
export interface SjsonStep {
  readonly key: Bytes;
  /** The element that it means in an array; absent for a step that is no number. */
  readonly index?: number;
  /** `-1`: behind the last element. */
  readonly append: boolean;
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
  let isKey = path.startsWith(':');
  const end = () => {
    const index = !isKey && /^[0-9]+$/.test(key) ? Number(key) : undefined;
    steps.push({ key: bytesOf(key), append: !isKey && key === '-1', ...(index === undefined ? {} : { index }) });
  };
  for (let at = isKey ? 1 : 0; at < path.length; at += 1) {
    const character = path.charAt(at);
    if (character === '.') {
      end();
      key = '';
      isKey = path.charAt(at + 1) === ':';
      if (isKey) at += 1;
    } else if (character === '\\') {
      at += 1;
      key += path.charAt(at);
    } else if ('|#@*?'.includes(character)) {
      return undefined;
    } else {
      key += character;
    }
  }
  end();
  return steps.some(({ index = 0 }) => index > mostElements) ? undefined : steps;
}
