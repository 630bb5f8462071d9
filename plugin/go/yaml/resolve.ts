// What a scalar means. Follows go.yaml.in/yaml/v2 resolve.go: YAML 1.1 with Go's own numbers.

import { decodeBase64 } from '../base64.ts';
import type { Bytes } from '../byte-string.ts';
import { parseGoFloat, parseGoInt, parseGoUint } from '../parse-number.ts';
import { YamlSyntaxError } from '../yaml-syntax-error.ts';
import type { ScalarNode } from './node.ts';
import { isTimestamp } from './timestamp.ts';

/** A scalar's Go type and value. `uint` is only what is too large for `int`. */
export type Scalar =
  | { readonly type: 'null' }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'int' | 'uint'; readonly value: bigint }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'string'; readonly value: Bytes };

type Tag = 'str' | 'bool' | 'int' | 'float' | 'null' | 'timestamp';

interface Resolved {
  readonly tag: Tag;
  readonly scalar: Scalar;
}

const prefix = 'tag:yaml.org,2002:';
const known: ReadonlySet<string> = new Set(['str', 'bool', 'int', 'float', 'null', 'timestamp']);

/**
 * Gives a scalar its type: by its tag, else, where it is plain, by its text.
 *
 * @throws YamlSyntaxError when the text is none of the tag's type.
 */
export function resolveScalar(node: ScalarNode): Scalar {
  if (node.tag === '' && !node.implicit) return text(node.value);
  if (node.tag === `${prefix}binary`) return binary(node);
  const tag = node.tag.startsWith(prefix) ? node.tag.slice(prefix.length) : '';
  if (node.tag !== '' && !known.has(tag)) return text(node.value);
  if (tag === 'str') return text(node.value);
  const found = resolveText(node.value, tag);
  if (tag === '' || tag === found.tag) return found.scalar;
  if (tag === 'float' && found.scalar.type === 'int') return { type: 'float', value: Number(found.scalar.value) };
  throw new YamlSyntaxError(`value is no !!${tag}`, node.start);
}

/** Gives the type that a text has of itself, where a tag asks for one. */
export function tagOfText(value: Bytes, tag: string): string {
  return resolveText(value, tag).tag;
}

function text(value: Bytes): Scalar {
  return { type: 'string', value };
}

function binary(node: ScalarNode): Scalar {
  const decoded = decodeBase64(node.value);
  if (decoded === undefined) throw new YamlSyntaxError('!!binary value is no base64', node.start);
  return text(decoded);
}

function resolveText(value: Bytes, tag: string): Resolved {
  const word = words.get(value);
  if (word) return word;
  const first = value.charCodeAt(0);
  if (first === 0x2e) return dotted(value);
  if ((first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d) return number(value, tag);
  return string(value);
}

function string(value: Bytes): Resolved {
  return { tag: 'str', scalar: text(value) };
}

// Only here does Go take what its own float literals allow: underscores, hexadecimal, `.5e3`.
function dotted(value: Bytes): Resolved {
  const { value: float, problem } = parseGoFloat(value);
  return problem === undefined ? { tag: 'float', scalar: { type: 'float', value: float } } : string(value);
}

const plainFloat = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

function number(value: Bytes, tag: string): Resolved {
  // A date stays text; the tag alone makes a difference.
  if ((tag === '' || tag === 'timestamp') && isTimestamp(value)) return { tag: 'timestamp', scalar: text(value) };
  const digits = value.replaceAll('_', '');
  const signed = parseGoInt(digits, 0);
  if (signed.problem === undefined) return { tag: 'int', scalar: { type: 'int', value: signed.value } };
  const unsigned = parseGoUint(digits, 0);
  if (unsigned.problem === undefined) return { tag: 'int', scalar: { type: 'uint', value: unsigned.value } };
  if (plainFloat.test(digits)) {
    const float = parseGoFloat(digits);
    if (float.problem === undefined) return { tag: 'float', scalar: { type: 'float', value: float.value } };
  }
  return doublySigned(digits) ?? string(value);
}

// Go reads what follows `0b` as a number of its own, so that `0b-1` and `-0b-1` are numbers as well.
function doublySigned(digits: string): Resolved | undefined {
  if (digits.startsWith('0b')) {
    const { value, problem } = parseGoInt(digits.slice(2), 2);
    if (problem === undefined) return { tag: 'int', scalar: { type: 'int', value } };
  }
  if (!digits.startsWith('-0b')) return undefined;
  const { value, problem } = parseGoInt(`-${digits.slice(3)}`, 2);
  return problem === undefined ? { tag: 'int', scalar: { type: 'int', value } } : undefined;
}

function listed(tag: Tag, scalar: Scalar, ...texts: readonly string[]): [string, Resolved][] {
  return texts.map((text) => [text, { tag, scalar }]);
}

const words: ReadonlyMap<string, Resolved> = new Map([
  ...listed(
    'bool',
    { type: 'bool', value: true },
    'y',
    'Y',
    'yes',
    'Yes',
    'YES',
    'true',
    'True',
    'TRUE',
    'on',
    'On',
    'ON',
  ),
  ...listed(
    'bool',
    { type: 'bool', value: false },
    'n',
    'N',
    'no',
    'No',
    'NO',
    'false',
    'False',
    'FALSE',
    'off',
    'Off',
    'OFF',
  ),
  ...listed('null', { type: 'null' }, '', '~', 'null', 'Null', 'NULL'),
  ...listed('float', { type: 'float', value: Number.NaN }, '.nan', '.NaN', '.NAN'),
  ...listed(
    'float',
    { type: 'float', value: Number.POSITIVE_INFINITY },
    '.inf',
    '.Inf',
    '.INF',
    '+.inf',
    '+.Inf',
    '+.INF',
  ),
  ...listed('float', { type: 'float', value: Number.NEGATIVE_INFINITY }, '-.inf', '-.Inf', '-.INF'),
]);
