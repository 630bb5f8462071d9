import { plainFlags } from '../../go/fmt-flags.ts';
import { formatValue } from '../../go/fmt-printer.ts';
import { isMerge } from '../../go/yaml/construct.ts';
import type { MappingNode, YamlNode } from '../../go/yaml/node.ts';
import { resolveScalar, type Scalar } from '../../go/yaml/resolve.ts';
import { GoInt, type Value } from '../value.ts';

const nothing = 'interface {}(nil)';

/**
 * Writes what a YAML tree holds in Go syntax (`%#v`), as Go's error texts about keys do.
 *
 * @param nil - How a tree that is null is written; inside one it is always `interface {}(nil)`.
 */
export function yamlGoSyntax(node: YamlNode, nil = nothing): string {
  if (node.kind === 'alias') return yamlGoSyntax(node.target, nil);
  if (node.kind === 'sequence') return `[]interface {}{${node.items.map((item) => yamlGoSyntax(item)).join(', ')}}`;
  if (node.kind === 'mapping') return mapSyntax(node);
  const scalar = resolveScalar(node);
  return scalar.type === 'null' ? nil : formatValue({ ...plainFlags(), sharpV: true }, goValue(scalar), 'v');
}

// Go sorts the keys of a map that it prints, first by their types.
function mapSyntax(node: MappingNode): string {
  const sorted = [...pairsOf(node)].sort(([a], [b]) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1));
  return `map[interface {}]interface {}{${sorted.map(([key, value]) => `${key}:${value}`).join(', ')}}`;
}

function rankOf(key: string): number {
  if (key === nothing) return 0;
  if (key.startsWith('"')) return 1;
  return key === 'true' || key === 'false' ? 3 : 2;
}

function pairsOf({ entries }: MappingNode): Map<string, string> {
  return new Map(
    entries.flatMap(({ key, value }) =>
      isMerge(key) ? [...mergedPairs(value)] : [[yamlGoSyntax(key), yamlGoSyntax(value)] as const],
    ),
  );
}

function mergedPairs(node: YamlNode): Map<string, string> {
  if (node.kind === 'alias') return mergedPairs(node.target);
  if (node.kind === 'mapping') return pairsOf(node);
  if (node.kind !== 'sequence') return new Map();
  return new Map(node.items.toReversed().flatMap((item) => [...mergedPairs(item)]));
}

function goValue({ type, value }: Exclude<Scalar, { readonly type: 'null' }>): Value {
  return typeof value === 'bigint' ? new GoInt(type === 'int' ? 'int' : 'uint64', value) : value;
}
