import type { Bytes } from '../../go/byte-string.ts';
import { readInput } from '../../go/yaml/input.ts';
import type { YamlNode } from '../../go/yaml/node.ts';
import { parseDocument } from '../../go/yaml/parser.ts';
import { resolveScalar, tagOfText } from '../../go/yaml/resolve.ts';
import type { YamlSyntaxError } from '../../go/yaml-syntax-error.ts';
import { yamlGoSyntax } from './yaml-go-syntax.ts';
import { yamlReaderWords } from './yaml-reader-words.ts';

/** Go's words for what its scanner, its parser and its decoder refuse. */
const words = new Map([
  ['a mapping value is not allowed here', 'mapping values are not allowed in this context'],
  ['a mapping key is not allowed here', 'mapping keys are not allowed in this context'],
  ['a sequence entry is not allowed here', 'block sequence entries are not allowed in this context'],
  ['a character that cannot start a value', 'found character that cannot start any token'],
  ['a key lacks its ":"', "could not find expected ':'"],
  ['a quote is not closed', 'found unexpected end of stream'],
  ['document marker inside quotes', 'found unexpected document indicator'],
  ['unknown escape in double quotes', 'found unknown escape character'],
  ['escape in double quotes lacks hexadecimal digits', 'did not find expected hexdecimal number'],
  ['escape in double quotes is no Unicode character', 'found invalid Unicode character escape code'],
  ['tab where an indentation is expected', 'found a tab character that violates indentation'],
  ['tab in the indentation of a block scalar', 'found a tab character where an indentation space is expected'],
  ['indentation of a block scalar is 0', 'found an indentation indicator equal to 0'],
  ['text after the sign of a block scalar', 'did not find expected comment or line break'],
  [
    'alias has a character that is no letter, digit, "-" or "_"',
    'did not find expected alphabetic or numeric character',
  ],
  [
    'anchor has a character that is no letter, digit, "-" or "_"',
    'did not find expected alphabetic or numeric character',
  ],
  ['text after a directive', 'did not find expected comment or line break'],
  ['directive has no name', 'could not find expected directive name'],
  ['directive has a character that is no letter', 'found unexpected non-alphabetical character'],
  ['unknown directive', 'found unknown directive name'],
  ['version lacks its dot', "did not find expected digit or '.' character"],
  ['version is no number', 'did not find expected version number'],
  ['version has more than two digits', 'found extremely long version number'],
  ['tag handle is not followed by a space', 'did not find expected whitespace'],
  ['tag prefix is not followed by a space', 'did not find expected whitespace or line break'],
  ['tag is not followed by a space', 'did not find expected whitespace or line break'],
  ['tag handle lacks its "!"', "did not find expected '!'"],
  ['tag lacks its ">"', "did not find the expected '>'"],
  ['tag is empty', 'did not find expected tag URI'],
  ['tag has a "%" without two hexadecimal digits', 'did not find URI escaped octet'],
  ['tag has an escape that starts no character', 'found an incorrect leading UTF-8 octet'],
  ['tag has an escape that ends no character', 'found an incorrect trailing UTF-8 octet'],
  ['tag handle has no %TAG directive', 'found undefined tag handle'],
  ['two %YAML directives', 'found duplicate %YAML directive'],
  ['YAML version is not 1.1', 'found incompatible YAML document'],
  ['two %TAG directives for one handle', 'found duplicate %TAG directive'],
  ['a document does not start with "---" after its directives', 'did not find expected <document start>'],
  ['a value is missing', 'did not find expected node content'],
  ['a mapping goes on with something that is no key', 'did not find expected key'],
  ['a sequence goes on with something that is no "-"', "did not find expected '-' indicator"],
  ['entries in square brackets are not separated by a comma', "did not find expected ',' or ']'"],
  ['entries in braces are not separated by a comma', "did not find expected ',' or '}'"],
  ['aliases multiply the document too much', 'document contains excessive aliasing'],
  ['!!binary value is no base64', '!!binary value contains invalid base64 data'],
  ['"<<" wants a mapping or a sequence of them', 'map merge requires map or sequence of maps as the value'],
  ['half a character at the end of UTF-16 text', 'incomplete UTF-16 character'],
]);

/** Says what is wrong, by a reason, where Go's words quote the text. */
const quoting = new Map<string, (text: Bytes, offset: number) => string>([
  ['control character or invalid UTF-8', yamlReaderWords],
  ['an alias has no anchor before it', (text, at) => `unknown anchor '${nameAt(text, at)}' referenced`],
  ['an anchor contains itself', (text, at) => `anchor '${nameAt(text, at)}' value contains itself`],
  ['a key is a mapping or a sequence', (text, at) => `invalid map key: ${keySyntax(text, at)}`],
]);

const badKey = 'a key is null or a number beyond 64 bits';
const notFinite = 'infinity and NaN have no place in JSON';

/**
 * Says what is wrong with a YAML text as Go does, since `fromYaml` makes a value of it.
 *
 * @remarks Go: go.yaml.in/yaml/v2 readerc.go, scannerc.go, parserc.go and decode.go; sigs.k8s.io/yaml for what JSON has no place for.
 */
export function yamlErrorText(whole: Bytes, { reason, offset, line }: YamlSyntaxError): string {
  const prefix = 'error converting YAML to JSON: ';
  if (words.has(reason)) return `${prefix}yaml: ${line > 0 ? `line ${line}: ` : ''}${words.get(reason)}`;
  const { text } = readInput(whole);
  if (reason === badKey) return prefix + keyErrorText(text, offset);
  if (reason === notFinite) return `${prefix}json: unsupported value: ${numberAt(text, offset)}`;
  const tag = /^value is no !!(.*)$/.exec(reason)?.[1];
  if (tag !== undefined) return `${prefix}yaml: ${tagErrorText(text, offset, tag)}`;
  return `${prefix}yaml: ${quoting.get(reason)?.(text, offset) ?? reason}`;
}

function nameAt(text: Bytes, offset: number): string {
  return /[-0-9A-Za-z_]+/.exec(text.slice(offset))?.[0] ?? '';
}

function keySyntax(text: Bytes, offset: number): string {
  // Of keys inside a key that stand at one place, the innermost is read first.
  const entry = entriesOf(text).findLast(({ key }) => key.start === offset && key.kind !== 'scalar');
  return entry === undefined ? '' : yamlGoSyntax(entry.key);
}

function keyErrorText(text: Bytes, offset: number): string {
  const entry = entriesOf(text).find(({ key }) => key.start === offset);
  if (entry === undefined) return 'unsupported map key';
  const key = entry.key.kind === 'alias' ? entry.key.target : entry.key;
  const isNull = key.kind === 'scalar' && resolveScalar(key).type === 'null';
  const type = isNull ? '%!s(<nil>)' : 'uint64';
  const shown = isNull ? '<nil>' : yamlGoSyntax(key);
  return `unsupported map key of type: ${type}, key: ${shown}, value: ${yamlGoSyntax(entry.value, '<nil>')}`;
}

function tagErrorText(text: Bytes, offset: number, tag: string): string {
  const node = nodesOf(parseDocument(readInput(text))).find(({ kind, start }) => kind === 'scalar' && start === offset);
  const value = node?.kind === 'scalar' ? node.value : ('' as Bytes);
  return `cannot decode !!${tagOfText(value, tag)} \`${value}\` as a !!${tag}`;
}

function numberAt(text: Bytes, offset: number): string {
  const node = nodesOf(parseDocument(readInput(text))).find(({ start }) => start === offset);
  const written = node?.kind === 'scalar' ? node.value : text.slice(offset);
  if (/^\.nan/i.test(written)) return 'NaN';
  return written.startsWith('-') ? '-Inf' : '+Inf';
}

function entriesOf(text: Bytes): { readonly key: YamlNode; readonly value: YamlNode }[] {
  return nodesOf(parseDocument(readInput(text))).flatMap((node) => (node.kind === 'mapping' ? node.entries : []));
}

function nodesOf(node: YamlNode | undefined): YamlNode[] {
  if (node === undefined) return [];
  if (node.kind === 'sequence') return [node, ...node.items.flatMap(nodesOf)];
  if (node.kind !== 'mapping') return [node];
  return [node, ...node.entries.flatMap(({ key, value }) => [...nodesOf(key), ...nodesOf(value)])];
}
