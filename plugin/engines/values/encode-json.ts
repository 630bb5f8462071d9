import type { Bytes } from '../../go/byte-string.ts';
import { decodeRune } from '../../go/decode-rune.ts';
import { sortedKeys } from '../../go/sorted-keys.ts';
import { typeName } from '../../go/type-name.ts';
import { FunctionError, GoComplex, GoInt, GoList, GoMap, type GoObject, type Value } from '../value.ts';

/** How JSON is written. */
interface Style {
  /** `<`, `>` and `&` become escapes, so that the text may stand in HTML. */
  readonly escapesHtml: boolean;
  /** One value a line, indented by two spaces a level. */
  readonly isIndented: boolean;
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
  if (typeof value === 'string') return encodeString(value, style);
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
  const colon = style.isIndented ? ': ' : ':';
  const members = entries.map(
    ([key, value]) => encodeString(key, style) + colon + encode(value, style, `${newline}  `),
  );
  return enclose('{', members, '}', style, newline);
}

function enclose(open: string, members: readonly string[], close: string, style: Style, newline: string): string {
  if (!style.isIndented || members.length === 0) return `${open}${members.join(',')}${close}`;
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

const named = new Map([
  [0x08, '\\b'],
  [0x09, '\\t'],
  [0x0a, '\\n'],
  [0x0c, '\\f'],
  [0x0d, '\\r'],
  [0x22, '\\"'],
  [0x5c, '\\\\'],
]);

function encodeString(text: string, { escapesHtml }: Style): string {
  if (/^[ !#-%'-;=?-[\]-~]*$/.test(text)) return `"${text}"`;
  let out = '"';
  for (let at = 0; at < text.length; ) {
    const { code, width } = decodeRune(text, at);
    out += escapeOf(code, width, escapesHtml) ?? text.slice(at, at + width);
    at += width;
  }
  return `${out}"`;
}

function escapeOf(code: number, width: number, escapesHtml: boolean): string | undefined {
  const isHtml = escapesHtml && (code === 0x3c || code === 0x3e || code === 0x26);
  const isLineBreak = code === 0x2028 || code === 0x2029;
  const isInvalid = code === 0xfffd && width === 1;
  const short = named.get(code);
  if (short !== undefined) return short;
  return code < 0x20 || isHtml || isLineBreak || isInvalid ? `\\u${code.toString(16).padStart(4, '0')}` : undefined;
}
