import type { Bytes } from './byte-string.ts';
import { type Flags, pad } from './fmt-flags.ts';
import { formatFlaggedFloat } from './fmt-float.ts';
import { formatInteger } from './fmt-integer.ts';
import { formatText } from './fmt-text.ts';
import { sortedKeys } from './sorted-keys.ts';
import { typeName } from './type-name.ts';
import { GoInt, GoList, GoMap, GoObject, type Value } from './value.ts';

const stringable = new Set(['v', 's', 'x', 'X', 'q']);
const complexVerbs = new Set([...'vbgGxXfFeE']);

/**
 * Writes a value under a verb, as `fmt.Printf` does with one directive.
 *
 * @remarks Go: printArg and printValue in fmt/print.go.
 */
export function formatValue(flags: Flags, value: Value, verb: string): string {
  if (value === null || value === undefined)
    return verb === 'v' || verb === 'T' ? pad(flags, '<nil>') : `%!${verb}(<nil>)`;
  if (verb === 'T') return formatText(flags, typeName(value) as Bytes, 's') ?? '';
  if (verb === 'p' || verb === 'w') return badVerb(flags, value, verb);
  return print(flags, value, verb);
}

function print(flags: Flags, value: NonNullable<Value>, verb: string): string {
  if (value instanceof GoList) return printList(flags, value, verb);
  if (value instanceof GoMap) return printMap(flags, value, verb);
  return (
    (value instanceof GoObject ? printObject(flags, value, verb) : printScalar(flags, value, verb)) ??
    badVerb(flags, value, verb)
  );
}

function printScalar(
  flags: Flags,
  value: Exclude<Value, null | undefined | GoList | GoMap | GoObject>,
  verb: string,
): string | undefined {
  if (typeof value === 'string') return formatText(flags, value, verb);
  if (typeof value === 'number') return formatFlaggedFloat(flags, value, verb);
  if (typeof value === 'boolean') return verb === 't' || verb === 'v' ? pad(flags, String(value)) : undefined;
  if (value instanceof GoInt) return formatInteger(flags, value.value, verb, !value.kind.startsWith('u'));
  if (!complexVerbs.has(verb)) return undefined;
  const imaginary = formatFlaggedFloat({ ...flags, plus: true }, value.imaginary, verb);
  return `(${formatFlaggedFloat(flags, value.real, verb)}${imaginary}i)`;
}

// A String method speaks for the value where a text is wanted; otherwise its fields or its number do.
function printObject(flags: Flags, value: GoObject, verb: string): string | undefined {
  const fields = value.method('String') === undefined ? value.structure() : undefined;
  if (fields !== undefined) return printFields(flags, value, fields, verb);
  if (flags.sharpV) return pad(flags, value.print());
  if (stringable.has(verb)) return formatText(flags, value.print(), verb);
  const integer = value.integer();
  return integer === undefined ? undefined : formatInteger(flags, integer, verb, true);
}

function printFields(flags: Flags, value: GoObject, fields: ReadonlyMap<string, Value>, verb: string): string {
  const named = flags.plusV || flags.sharpV;
  const parts = [...fields].map(([name, field]) => (named ? `${name}:` : '') + element(flags, field, verb));
  return flags.sharpV ? `${value.typeName}{${parts.join(', ')}}` : `{${parts.join(' ')}}`;
}

function printList(flags: Flags, list: GoList, verb: string): string {
  if (list.typeName === '[]uint8' && stringable.has(verb) && verb !== 'v') {
    const bytes = list.items.map((item) => String.fromCharCode(Number((item as GoInt).value))).join('');
    return formatText(flags, bytes as Bytes, verb) ?? '';
  }
  if (flags.sharpV && list.isNil) return `${list.typeName}(nil)`;
  const parts = list.items.map((item) => element(flags, item, verb));
  return flags.sharpV ? `${list.typeName}{${parts.join(', ')}}` : `[${parts.join(' ')}]`;
}

function printMap(flags: Flags, map: GoMap, verb: string): string {
  if (flags.sharpV && map.isNil) return `${map.typeName}(nil)`;
  const parts = sortedKeys(map).map(
    (key) => `${element(flags, key, verb)}:${element(flags, map.entries.get(key), verb)}`,
  );
  return flags.sharpV ? `${map.typeName}{${parts.join(', ')}}` : `map[${parts.join(' ')}]`;
}

// A nil inside something is a nil interface: it ignores verb and width.
function element(flags: Flags, value: Value, verb: string): string {
  if (value === null || value === undefined) return flags.sharpV ? 'interface {}(nil)' : '<nil>';
  return print(flags, value, verb);
}

// Flags stay in force, but methods do not: a month shows its number.
function badVerb(flags: Flags, value: NonNullable<Value>, verb: string): string {
  const integer = value instanceof GoObject ? value.integer() : undefined;
  const shown = integer === undefined ? print(flags, value, 'v') : formatInteger(flags, integer, 'v', true);
  return `%!${verb}(${typeName(value)}=${shown})`;
}
