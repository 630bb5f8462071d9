import type { Bytes } from '../../go/byte-string.ts';
import { quoteJson } from '../../go/json.ts';
import { sortedKeys } from '../../go/sorted-keys.ts';
import { typeName } from '../../go/type-name.ts';
import { FunctionError, GoComplex, GoInt, GoList, GoMap, type GoObject, type Value } from '../value.ts';

/** How JSON is written. */
interface Style {
  /** `<`, `>` and `&` become escapes, so that the text may stand in HTML. */
  readonly escapeHtml: boolean;
  /** One value a line, indented by two spaces a level. */
  readonly indent: boolean;
}

/**
 * Writes a value as JSON.
 *
 * @remarks
 * Go: `encoding/json`, `Marshal`. Keys are sorted bytewise, nil lists and maps are `null`, and what is no UTF-8 becomes U+FFFD.
 *
 * @throws FunctionError for what JSON has no place for: NaN, infinities, complex numbers.
 */
export function encodeJson(value: Value, style: Style): Bytes {
  return encode(value, style, '\n') as Bytes;
}

function encode(value: Value, style: Style, newline: string): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return quoteJson(value, style);
  if (typeof value === 'number') return encodeFloat(value);
  if (typeof value === 'boolean') return String(value);
  if (value instanceof GoInt) return value.value.toString();
  if (value instanceof GoList) return encodeList(value, style, newline);
  if (value instanceof GoMap) {
    if (value.isNil) return 'null';
    return encodeEntries(
      sortedKeys(value).map((key) => [key, value.entries.get(key)]),
      style,
      newline,
    );
  }
  if (value instanceof GoComplex) throw new FunctionError('json: unsupported type: complex128');
  return encodeObject(value, style, newline);
}

function encodeList({ items, isNil, typeName: type }: GoList, style: Style, newline: string): string {
  if (isNil) return 'null';
  if (type === '[]uint8')
    return `"${Buffer.from(items.map((item) => Number((item as GoInt).value))).toString('base64')}"`;
  return enclose(
    '[',
    items.map((item) => encode(item, style, `${newline}  `)),
    ']',
    style,
    newline,
  );
}

function encodeEntries(entries: readonly (readonly [string, Value])[], style: Style, newline: string): string {
  const colon = style.indent ? ': ' : ':';
  const members = entries.map(
    ([key, value]) => quoteJson(key as Bytes, style) + colon + encode(value, style, `${newline}  `),
  );
  return enclose('{', members, '}', style, newline);
}

function enclose(open: string, members: readonly string[], close: string, style: Style, newline: string): string {
  if (!style.indent || members.length === 0) return `${open}${members.join(',')}${close}`;
  return `${open}${newline}  ${members.join(`,${newline}  `)}${newline}${close}`;
}

function encodeObject(value: GoObject, style: Style, newline: string): string {
  const own = value.json();
  if (own !== undefined) return own;
  const fields = value.structure();
  if (fields !== undefined) return encodeEntries([...fields], style, newline);
  const integer = value.integer();
  if (integer !== undefined) return integer.toString();
  throw new FunctionError(`json: unsupported type: ${typeName(value)}`);
}

// Go follows JavaScript here, but for the negative zero.
function encodeFloat(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value);
  const name = Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
  throw new FunctionError(`json: unsupported value: ${name}`);
}
