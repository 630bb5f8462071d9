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
  let size = 0;
  let found: Located | undefined;
  const take = (matches: boolean, keyStart?: number) => {
    scanner.skipSpaces();
    const start = scanner.offset;
    scanner.skipValue();
    if (matches) found ??= { start, end: scanner.offset, itemStart: keyStart ?? start };
    size += 1;
  };
  if (kind === 'object') scanner.readObject((key, start) => take(key === step.key, start));
  else scanner.readArray(() => take(step.index === size));
  return { kind, size, ...(found === undefined ? {} : { found }) };
}
