import type { Bytes } from './byte-string.ts';
import { quoteJson } from './json.ts';
import { sjsonLocate } from './sjson-locate.ts';
import type { SjsonStep } from './sjson-path.ts';

/**
 * Sets a string in a JSON text, leaving the rest of the text as it stands.
 *
 * @remarks
 * sjson 1.2, `Set`. What is missing on the way is made: an array where the step is a number, else an object; a scalar in
 * the way is replaced by one.
 *
 * @param text - Valid JSON, or nothing.
 * @returns `undefined` where a name is to be set in an array, which sjson refuses.
 */
export function sjsonSet(text: Bytes, steps: readonly SjsonStep[], value: Bytes): Bytes | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return sjsonString(value);
  const { kind, size, found } = sjsonLocate(text, step);
  if (found !== undefined) {
    const inner = sjsonSet(text.slice(found.start, found.end) as Bytes, rest, value);
    return inner === undefined ? undefined : (`${text.slice(0, found.start)}${inner}${text.slice(found.end)}` as Bytes);
  }
  const made = build(rest, value);
  const comma = size === 0 ? '' : ',';
  if (kind === 'object') {
    return `${beforeClose(text)}${comma}${sjsonString(step.key)}:${made}}` as Bytes;
  }
  if (kind === 'array') {
    if (step.append) return `${beforeClose(text)}${comma}${made}]` as Bytes;
    if (step.index === undefined) return undefined;
    return `[${[...elements(text, size), ...nulls(step.index - size), made].join(',')}]` as Bytes;
  }
  // In nothing at all only a number makes an array; `-1` is a key there.
  return step.index === undefined
    ? (`{${sjsonString(step.key)}:${made}}` as Bytes)
    : (`[${[...nulls(step.index), made].join(',')}]` as Bytes);
}

/** The value inside all that is missing on the way to it. */
function build([step, ...rest]: readonly SjsonStep[], value: Bytes): string {
  if (step === undefined) return sjsonString(value);
  const made = build(rest, value);
  if (step.append) return `[${made}]`;
  return step.index === undefined
    ? `{${sjsonString(step.key)}:${made}}`
    : `[${[...nulls(step.index), made].join(',')}]`;
}

function nulls(count: number): readonly string[] {
  return Array<string>(Math.max(0, count)).fill('null');
}

function elements(text: Bytes, size: number): readonly string[] {
  return Array.from({ length: size }, (_, index) => {
    const { found } = sjsonLocate(text, { key: String(index) as Bytes, index, append: false });
    return text.slice(found?.start, found?.end);
  });
}

function beforeClose(text: Bytes): string {
  return text.replace(/[}\]]\s*$/, '').trimStart();
}

/** Plain ASCII goes as it is, `<` included; anything else as `json.Marshal` writes it. */
function sjsonString(value: Bytes): Bytes {
  return /^[ !#-[\]-\x7f]*$/.test(value) ? (`"${value}"` as Bytes) : quoteJson(value);
}
