import type { Bytes } from './byte-string.ts';
import { JsonScanner } from './json-scanner.ts';
import type { SjsonStep } from './sjson-path.ts';

/** Where a member or element stands in a JSON text. */
export interface Located {
  /** Of the value. */
  readonly start: number;
  readonly end: number;
  /** Of the key, or of the value in an array. */
  readonly itemStart: number;
}

/** What a JSON text is at its top, and where the part that a step means stands in it. */
export interface Container {
  readonly kind: 'object' | 'array' | 'scalar' | 'nothing';
  readonly size: number;
  readonly found?: Located;
  /** The last element of an array. */
  readonly last?: Located;
}

/**
 * Looks a step up in a JSON text that is known to be valid. Of keys given twice the first counts.
 *
 * @throws JsonSyntaxError
 */
export function sjsonLocate(text: Bytes, step: SjsonStep): Container {
  const scanner = new JsonScanner(text);
  scanner.skipSpaces();
  if (scanner.offset === text.length) return { kind: 'nothing', size: 0 };
  const kind = scanner.peek();
  if (kind !== 'object' && kind !== 'array') return { kind: 'scalar', size: 0 };
  const index = step.forced ?? (step.key === '' ? undefined : step.index);
  let size = 0;
  let found: Located | undefined;
  let last: Located | undefined;
  const take = (matches: boolean, keyStart?: number) => {
    scanner.skipSpaces();
    const start = scanner.offset;
    scanner.skipValue();
    last = { start, end: scanner.offset, itemStart: keyStart ?? start };
    if (matches && step.isBlind !== true) found ??= last;
    size += 1;
  };
  if (kind === 'object') scanner.readObject((key, start) => take(key === step.key, start));
  else scanner.readArray(() => take(index === size));
  return {
    kind,
    size,
    ...(found === undefined ? {} : { found }),
    ...(kind === 'array' && last !== undefined ? { last } : {}),
  };
}
