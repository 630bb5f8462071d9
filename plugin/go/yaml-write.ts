import type { Bytes } from './byte-string.ts';
import { formatFloat } from './format-float.ts';
import { readInput } from './yaml/input.ts';
import type { MappingEntry, ScalarNode, YamlNode } from './yaml/node.ts';
import { parseDocument } from './yaml/parser.ts';
import { resolveScalar } from './yaml/resolve.ts';
import { isTimestamp } from './yaml/timestamp.ts';
import { compareKeys } from './yaml-write-keys.ts';
import { YamlOutput } from './yaml-write-output.ts';
import {
  type Analysis,
  analyze,
  type Character,
  isBreak,
  isPrintable,
  isSpace,
  type Style,
} from './yaml-write-scalar.ts';

/**
 * Writes JSON as YAML, to the byte as Kubernetes' library does (`JSONToYAML` of sigs.k8s.io/yaml v1.6.0).
 *
 * @remarks
 * The library reads the JSON as YAML, and so do we: a U+0085 in a string becomes a space, and a number one of Go's.
 *
 * @param json - JSON text.
 * @throws YamlSyntaxError where the JSON is no YAML, as for a key of more than 1,024 bytes or a control character.
 */
export function jsonToYaml(json: Bytes): Bytes {
  const root = parseDocument(readInput(json));
  const output = new YamlOutput();
  if (root !== undefined) writeNode(output, root, 'root');
  output.end();
  return output.text as Bytes;
}

/** Where a node stands: a key is written on one line, and a list in a mapping is not indented. */
type Context = 'root' | 'item' | 'value' | 'key';

function writeNode(output: YamlOutput, node: YamlNode, context: Context): void {
  if (node.kind === 'sequence' && node.items.length > 0) writeSequence(output, node.items, context);
  else if (node.kind === 'sequence') output.sign('[]', { space: true });
  else if (node.kind === 'mapping' && node.entries.length > 0) writeMapping(output, node.entries);
  else if (node.kind === 'mapping') output.sign('{}', { space: true });
  // JSON has no aliases.
  else if (node.kind === 'scalar') writeScalar(output, textOfScalar(node), context);
}

function writeSequence(output: YamlOutput, items: readonly YamlNode[], context: Context): void {
  const outer = output.indent;
  const isIndentless = context === 'value' && !output.isAtIndentation;
  if (outer < 0) output.indent = 0;
  else if (!isIndentless) output.indent += 2;
  for (const item of items) {
    output.newLine();
    output.sign('-', { space: true, indents: true });
    writeNode(output, item, 'item');
  }
  output.indent = outer;
}

function writeMapping(output: YamlOutput, entries: readonly MappingEntry[]): void {
  const outer = output.indent;
  output.indent = outer < 0 ? 0 : outer + 2;
  for (const { key, value } of sorted(entries)) {
    output.newLine();
    if (isSimpleKey(key)) {
      writeScalar(output, key, 'key');
      output.sign(':');
    } else {
      output.sign('?', { space: true, indents: true });
      writeScalar(output, key, 'value');
      output.newLine();
      output.sign(':', { space: true, indents: true });
    }
    writeNode(output, value, 'value');
  }
  output.indent = outer;
}

interface Text {
  readonly value: Bytes;
  readonly isString: boolean;
}

/** Later entries win over earlier ones of the same key. */
function sorted(entries: readonly MappingEntry[]): readonly { readonly key: Text; readonly value: YamlNode }[] {
  const byKey = new Map<Bytes, YamlNode>();
  for (const { key, value } of entries) byKey.set((key as ScalarNode).value, value);
  return [...byKey]
    .sort(([a], [b]) => compareKeys(a, b))
    .map(([key, value]) => ({ key: { value: key, isString: true }, value }));
}

function textOfScalar(node: ScalarNode): Text {
  if (!node.implicit) return { value: node.value, isString: true };
  const scalar = resolveScalar(node);
  switch (scalar.type) {
    case 'int':
    case 'uint':
      return { value: String(scalar.value) as Bytes, isString: false };
    case 'float':
      return { value: formatFloat(scalar.value, 'g') as Bytes, isString: false };
    default:
      return { value: node.value, isString: false };
  }
}

function isSimpleKey({ value }: Text): boolean {
  return value.length <= 128 && !analyze(value).isMultiline;
}

function writeScalar(output: YamlOutput, text: Text, context: Context): void {
  const analysis = analyze(text.value);
  const isKey = context === 'key';
  const outer = output.indent;
  output.indent = outer < 0 ? 2 : outer + 2;
  switch (styleOf(text, analysis, isKey)) {
    case 'plain':
      output.plain(analysis.characters, !isKey);
      break;
    case 'single':
      output.single(analysis.characters, !isKey);
      break;
    case 'double':
      output.double(analysis.characters, !isKey, escapesFor(analysis.characters));
      break;
    case 'literal':
      output.literal(literalHeader(analysis.characters), analysis.characters);
      break;
  }
  output.indent = outer;
}

function styleOf({ value, isString }: Text, analysis: Analysis, isKey: boolean): Style {
  if (!isString) return 'plain';
  if (value.includes('\n')) return analysis.allowsLiteral && !isKey ? 'literal' : 'double';
  if (readsAsOther(value)) return 'double';
  if (analysis.isMultiline && isKey) return 'double';
  if (analysis.allowsPlain) return 'plain';
  return analysis.allowsSingle ? 'single' : 'double';
}

/** Numbers to the base of 60, which nobody reads any more, are quoted as well. */
const base60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;

function readsAsOther(value: Bytes): boolean {
  const scalar = resolveScalar({ kind: 'scalar', value, tag: '', implicit: true, start: 0, end: 0 });
  return scalar.type !== 'string' || isTimestamp(value) || base60.test(value);
}

/** An indentation where the first line would hide it, and what becomes of the line breaks at the end. */
function literalHeader(characters: readonly Character[]): string {
  const hint = isSpace(characters[0]) || isBreak(characters[0]) ? '2' : '';
  if (!isBreak(characters.at(-1))) return `|${hint}-`;
  return characters.length === 1 || isBreak(characters.at(-2)) ? `|${hint}+` : `|${hint}`;
}

const escapes = new Map([
  [0x00, '\\0'],
  [0x07, '\\a'],
  [0x08, '\\b'],
  [0x09, '\\t'],
  [0x0a, '\\n'],
  [0x0b, '\\v'],
  [0x0c, '\\f'],
  [0x0d, '\\r'],
  [0x1b, '\\e'],
  [0x22, '\\"'],
  [0x5c, '\\\\'],
  [0x85, '\\N'],
  [0xa0, '\\_'],
  [0x2028, '\\L'],
  [0x2029, '\\P'],
]);

function escapesFor(characters: readonly Character[]): (character: Character) => string | undefined {
  // The library looks for a byte order mark at the start of the string, whichever character it is at.
  if (characters[0]?.code === 0xfeff) return escapeOf;
  return (character) => {
    const { code } = character;
    const needsNone = isPrintable(character) && !isBreak(character) && code !== 0x22 && code !== 0x5c;
    return needsNone ? undefined : escapeOf(character);
  };
}

function escapeOf({ code }: Character): string {
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return escapes.get(code) ?? `\\x${hex.padStart(2, '0')}`;
  return escapes.get(code) ?? (code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`);
}
