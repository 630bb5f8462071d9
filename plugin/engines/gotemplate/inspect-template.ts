import { type Bytes, bytesOf } from '../../go/byte-string.ts';
import { functions } from '../functions/registry.ts';
import { type EncodingUses, encodingUses } from './encoding-uses.ts';
import { type FloatUse, floatUses } from './float-uses.ts';
import { type KeyUses, keyUses } from './key-uses.ts';
import type { ListNode } from './nodes.ts';
import { parse } from './parser.ts';
import { type Position, positionOf } from './position.ts';
import { visitOperands } from './visit-operands.ts';

/** What a template does, as far as its text tells. */
export interface InspectedTemplate extends KeyUses, EncodingUses {
  readonly floats: readonly FloatUse[];
  /** The functions that it calls, each where it is called first. */
  readonly functions: ReadonlyMap<string, number>;
  /** It is text alone. */
  readonly isLiteral: boolean;
  /** Where a byte offset stands in the template. */
  position(at: number): Position;
}

/**
 * Reads a Go template without running it.
 *
 * @returns `undefined` where it cannot be parsed.
 */
export function inspectTemplate(text: Bytes): InspectedTemplate | undefined {
  const list = mainOf(text);
  if (list === undefined) return undefined;
  const called = new Map<string, number>();
  visitOperands(list, (operand) => {
    if (operand.kind === 'identifier' && !called.has(operand.name)) called.set(operand.name, operand.at);
  });
  return {
    ...keyUses(list),
    ...encodingUses(list),
    floats: floatUses(list),
    functions: called,
    isLiteral: list.nodes.every(({ kind }) => kind === 'text'),
    position: (at) => positionOf(text, at),
  };
}

function mainOf(text: Bytes): ListNode | undefined {
  try {
    return parse('template', text, functions.has).templates.get(bytesOf('template')) ?? { kind: 'list', nodes: [] };
  } catch {
    // What is wrong with it is told by `compile`.
    return undefined;
  }
}
