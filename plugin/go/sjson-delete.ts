import type { Bytes } from './byte-string.ts';
import { sjsonLocate } from './sjson-locate.ts';
import type { SjsonStep } from './sjson-path.ts';

/**
 * Takes a part out of a JSON text, leaving the rest of the text as it stands.
 *
 * @remarks sjson 1.2, `Delete`. `-1` is the last element of an array.
 * @param text - Valid JSON, or nothing.
 * @returns `undefined` where there is no such part.
 */
export function sjsonDelete(text: Bytes, steps: readonly SjsonStep[]): Bytes | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return undefined;
  const located = sjsonLocate(text, step);
  const found = step.append ? (located.last ?? located.found) : located.found;
  if (found === undefined) return undefined;
  if (rest.length > 0) {
    const inner = sjsonDelete(text.slice(found.start, found.end) as Bytes, rest);
    return inner === undefined ? undefined : (`${text.slice(0, found.start)}${inner}${text.slice(found.end)}` as Bytes);
  }
  const before = text.slice(0, found.itemStart);
  const after = text.slice(found.end);
  // The comma in front goes with the item; that of the first one stands behind it.
  const withoutComma = before.replace(/,\s*$/, '');
  if (withoutComma !== before) return `${withoutComma}${after}` as Bytes;
  return `${before.replace(/\{\s*$/, '{')}${after.replace(/^\s*,/, '')}` as Bytes;
}
