import type { Bytes } from '../../go/byte-string.ts';
import { quote } from '../../go/quote.ts';
import { readInput } from '../../go/yaml/input.ts';
import type { YamlNode } from '../../go/yaml/node.ts';
import { parseDocument } from '../../go/yaml/parser.ts';
import { resolveScalar } from '../../go/yaml/resolve.ts';
import type { YamlSyntaxError } from '../../go/yaml-syntax-error.ts';

/** Go's words for what is most often wrong. */
const words = new Map([
  ['a mapping value is not allowed here', 'mapping values are not allowed in this context'],
  ['a mapping key is not allowed here', 'mapping keys are not allowed in this context'],
  ['a sequence entry is not allowed here', 'block sequence entries are not allowed in this context'],
  ['a character that cannot start a value', 'found character that cannot start any token'],
  ['a key lacks its ":"', "could not find expected ':'"],
  ['a quote is not closed', 'found unexpected end of stream'],
  ['control character or invalid UTF-8', 'control characters are not allowed'],
]);

const badKey = 'a key is null or a number beyond 64 bits';
const notFinite = 'infinity and NaN have no place in JSON';

/**
 * Says what is wrong with a YAML text as Go does, since `fromYaml` makes a value of it.
 *
 * @remarks Go's own words where it is plain which they are; ours otherwise.
 */
export function yamlErrorText(text: Bytes, error: YamlSyntaxError): string {
  const prefix = 'error converting YAML to JSON: ';
  if (error.reason === badKey) return prefix + keyErrorText(text, error.offset);
  if (error.reason === notFinite) return `${prefix}json: unsupported value: ${scalarAt(text, error.offset)}`;
  const line = text.slice(0, error.offset).split('\n').length;
  const where = line > 1 ? `line ${line}: ` : '';
  return `${prefix}yaml: ${where}${words.get(error.reason) ?? error.reason}`;
}

function keyErrorText(text: Bytes, offset: number): string {
  const entry = entriesOf(parseDocument(readInput(text))).find(({ key }) => key.start === offset);
  const isNull = entry?.key.kind === 'scalar' && resolveScalar(entry.key).type === 'null';
  if (entry === undefined || !isNull) return 'unsupported map key';
  return `unsupported map key of type: %!s(<nil>), key: <nil>, value: ${goSyntax(entry.value)}`;
}

function scalarAt(text: Bytes, offset: number): string {
  const sign = text[offset] === '-' ? '-Inf' : '+Inf';
  return /^\.nan/i.test(text.slice(offset)) ? 'NaN' : sign;
}

function entriesOf(node: YamlNode | undefined): { readonly key: YamlNode; readonly value: YamlNode }[] {
  if (node?.kind === 'sequence') return node.items.flatMap(entriesOf);
  if (node?.kind !== 'mapping') return [];
  return node.entries.flatMap((entry) => [entry, ...entriesOf(entry.value)]);
}

function goSyntax(node: YamlNode): string {
  if (node.kind !== 'scalar') return '…';
  const scalar = resolveScalar(node);
  if (scalar.type === 'null') return 'interface {}(nil)';
  return scalar.type === 'string' ? quote(scalar.value) : String(scalar.value);
}
