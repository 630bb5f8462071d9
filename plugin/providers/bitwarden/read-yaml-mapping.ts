import type { Bytes } from '../../go/byte-string.ts';
import type { JsonValue } from '../../go/json.ts';
import { construct } from '../../go/yaml/construct.ts';
import { readInput } from '../../go/yaml/input.ts';
import type { AliasNode, ScalarNode, YamlNode } from '../../go/yaml/node.ts';
import { parseDocument } from '../../go/yaml/parser.ts';
import { YamlSyntaxError } from '../../go/yaml-syntax-error.ts';
import { printedTime } from './printed-time.ts';

/**
 * Reads a YAML mapping as gopkg.in/yaml.v3 does.
 *
 * @remarks
 * What it has otherwise than the reader of manifests: `yes`, `on` and `n` are text, dates are times, infinity is a value, and
 * a key given twice is a fault.
 * @returns `undefined` for what is no mapping or no YAML; an empty text is an empty mapping.
 */
export function readYamlMapping(text: Bytes): ReadonlyMap<Bytes, JsonValue> | undefined {
  try {
    const root = parseDocument(readInput(text));
    if (root === undefined) return new Map();
    const { value, duplicates } = construct(adjust(root, 0, new Map()));
    if (duplicates.some(({ isMerged }) => !isMerged)) return undefined;
    if (value === null) return new Map();
    return value instanceof Map ? (value as ReadonlyMap<Bytes, JsonValue>) : undefined;
  } catch (thrown) {
    if (thrown instanceof YamlSyntaxError) return undefined;
    throw thrown;
  }
}

type Target = AliasNode['target'];

/** Makes text of what only the older reader takes for something else. A node that aliases share stays one. */
function adjust(node: YamlNode, depth: number, known: Map<Target, Target>): YamlNode {
  if (node.kind === 'alias') return { ...node, target: adjustOnce(node.target, depth, known) };
  return adjustOnce(node, depth, known);
}

function adjustOnce(node: Target, depth: number, known: Map<Target, Target>): Target {
  const before = known.get(node);
  if (before !== undefined) return before;
  if (node.kind === 'scalar') {
    const adjusted = adjustScalar(node, depth);
    known.set(node, adjusted);
    return adjusted;
  }
  const adjusted: Target = node.kind === 'sequence' ? { ...node, items: [] } : { ...node, entries: [] };
  known.set(node, adjusted);
  if (node.kind === 'sequence' && adjusted.kind === 'sequence') {
    adjusted.items.push(...node.items.map((item) => adjust(item, depth + 1, known)));
  }
  if (node.kind === 'mapping' && adjusted.kind === 'mapping') {
    // Keys are never times here, so that they count as deep.
    const entries = node.entries.map(({ key, value }) => ({
      key: adjust(key, 2, known),
      value: adjust(value, depth + 1, known),
    }));
    adjusted.entries.push(...entries);
  }
  return adjusted;
}

const olderFlags = /^(?:[yYnN]|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF)$/;
const floats = new Map([
  ['.inf', '+Inf'],
  ['+.inf', '+Inf'],
  ['-.inf', '-Inf'],
  ['.nan', 'NaN'],
]);

function adjustScalar(node: ScalarNode, depth: number): ScalarNode {
  if (!node.implicit || node.tag !== '') return node;
  const asText = (value: string): ScalarNode => ({ ...node, value: value as Bytes, implicit: false });
  if (olderFlags.test(node.value)) return asText(node.value);
  if (depth !== 1) return node;
  const printed = floats.get(node.value.toLowerCase()) ?? printedTime(node.value);
  return printed === undefined ? node : asText(printed);
}
