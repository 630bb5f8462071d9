import type { Bytes } from './byte-string.ts';
import { type Flags, pad } from './fmt-flags.ts';
import { formatFlaggedFloat } from './fmt-float.ts';
import { formatInteger } from './fmt-integer.ts';
import { formatText } from './fmt-text.ts';
import { sortedKeys } from './sorted-keys.ts';
import { typeName } from './type-name.ts';
import { GoInt, GoList, GoMap, GoObject, GoPointer, type Value } from './value.ts';

const stringable = new Set(['v', 's', 'x', 'X', 'q']);
const pointerVerbs = new Set([...'bodxX']);
const somewhere = 0xc000000000n;
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
  if (verb === 'p') return printAddress(flags, value) ?? badVerb(flags, value, verb);
  if (verb === 'w') return badVerb(flags, value, verb);
  return print(flags, value, verb);
}

function print(flags: Flags, value: NonNullable<Value>, verb: string, isInside = false): string {
  if (value instanceof GoList) return printList(flags, value, verb);
  if (value instanceof GoMap) return printMap(flags, value, verb);
  return (
    (value instanceof GoObject ? printObject(flags, value, verb, isInside) : printScalar(flags, value, verb)) ??
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
function printObject(flags: Flags, value: GoObject, verb: string, isInside: boolean): string | undefined {
  if (value instanceof GoPointer) return printPointer(flags, value, verb);
  if (flags.bare) return printBare(flags, value, verb, isInside);
  if (flags.sharpV) {
    const written = value.goSyntax();
    return written === undefined ? printBare(flags, value, verb, isInside) : formatText(flags, written, 's');
  }
  const hasText = value.method('String') !== undefined || value.structure() === undefined;
  return hasText && stringable.has(verb)
    ? formatText(flags, value.print(), verb)
    : printBare(flags, value, verb, isInside);
}

// What a value is made of, whatever its methods say.
function printBare(flags: Flags, value: GoObject, verb: string, isInside: boolean): string | undefined {
  const integer = value.integer();
  if (integer !== undefined) return formatInteger(flags, integer, verb, true);
  if (value.kind === 'ptr' && isInside) return printPointer(flags, new GoPointer(value.typeName, value), verb);
  const fields = value.fields();
  return fields && printFields(flags, value, fields, verb);
}

function printFields(flags: Flags, value: GoObject, fields: ReadonlyMap<string, Value>, verb: string): string {
  const named = flags.plusV || flags.sharpV;
  const parts = [...fields].map(([name, field]) => (named ? `${name}:` : '') + element(flags, field, verb));
  const isPointer = value.kind === 'ptr';
  const type = flags.sharpV ? value.typeName.slice(isPointer ? 1 : 0) : '';
  return `${isPointer ? '&' : ''}${type}{${parts.join(flags.sharpV ? ', ' : ' ')}}`;
}

// Lists, maps and pointers have an address.
function printAddress(flags: Flags, value: NonNullable<Value>): string | undefined {
  const isList = value instanceof GoList || value instanceof GoMap;
  if (!isList && !(value instanceof GoObject && value.kind === 'ptr')) return undefined;
  const address = isList && value.isNil ? 0n : somewhere;
  return formatInteger({ ...flags, sharp: !flags.sharp }, address, 'x', false);
}

function printPointer(flags: Flags, pointer: GoPointer, verb: string): string | undefined {
  if (verb === 'v' && flags.sharpV) return `(${pointer.typeName})(${pointer.address === 0n ? 'nil' : pointer.print()})`;
  if (verb === 'v') return pad(flags, pointer.print());
  return pointerVerbs.has(verb) ? formatInteger(flags, pointer.address, verb, false) : undefined;
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
  return print(flags, value, verb, true);
}

// Flags stay in force, but methods do not: a month shows its number.
function badVerb(flags: Flags, value: NonNullable<Value>, verb: string): string {
  const shown = value instanceof GoPointer ? (value.target ?? value) : value;
  return `%!${verb}(${typeName(value)}=${print({ ...flags, bare: true }, shown, 'v')})`;
}
