import { textOf } from '../../go/byte-string.ts';
import type { CommandNode, ListNode, OperandNode, PipeNode } from './nodes.ts';
import { visitOperands } from './visit-operands.ts';

/** A number of a JSON or YAML text that is used as if it were an integer. */
export interface FloatUse {
  readonly at: number;
  readonly how: 'format' | 'comparison' | 'text';
}

const parsers = new Set(['fromJson', 'mustFromJson', 'fromYaml']);
const conversions = new Set(['int', 'int64', 'float64', 'atoi', 'toDecimal']);
const comparisons = new Set(['eq', 'ne', 'lt', 'le', 'gt', 'ge']);
// Numbers that are often a million and more.
const largeNumber = /(?:^|_|[a-z](?=[A-Z]))(?:id|number|account|bytes|timestamp|epoch|expiry|expires|quota|limit)$/i;

/**
 * Finds where a template forgets that numbers of `fromJson` and `fromYaml` are float64: `%d` prints a fault, a comparison
 * with an integer fails, and from a million on they print as `1e+06`.
 */
export function floatUses(list: ListNode): readonly FloatUse[] {
  const found: FloatUse[] = [];
  visitOperands(list, (operand, { command, index }) => {
    if (index !== 0 || operand.kind !== 'identifier') return;
    const others = command.operands.slice(1);
    if (operand.name === 'printf' && formatsInteger(others[0]) && others.slice(1).some(isParsed)) {
      found.push({ at: operand.at, how: 'format' });
    }
    if (comparisons.has(operand.name) && others.some(isParsed) && others.some(isInteger)) {
      found.push({ at: operand.at, how: 'comparison' });
    }
  });
  for (const node of list.nodes) {
    const field = node.kind === 'action' ? printedField(node.pipe) : undefined;
    if (field !== undefined && largeNumber.test(field.name)) found.push({ at: field.at, how: 'text' });
  }
  return found;
}

function formatsInteger(operand: OperandNode | undefined): boolean {
  return operand?.kind === 'string' && /%[-+ 0#\d]*[dxXob]/.test(operand.value);
}

function isInteger(operand: OperandNode): boolean {
  return operand.kind === 'number' && operand.int !== undefined && !/[.eE]/.test(operand.text);
}

/** A member of what a parser gave, and nothing made of it. */
function isParsed(operand: OperandNode): boolean {
  if (operand.kind === 'chain') return operand.from.kind === 'pipe' && endsInParser(operand.from);
  return operand.kind === 'pipe' &&
    operand.commands.length === 1 &&
    (operand.commands[0]?.operands.some(isParsed) ?? false)
    ? !calls(operand.commands[0] as CommandNode, conversions)
    : false;
}

function endsInParser({ commands }: PipeNode): boolean {
  const last = commands.at(-1);
  return last !== undefined && calls(last, parsers);
}

function calls({ operands: [first] }: CommandNode, names: ReadonlySet<string>): boolean {
  return first?.kind === 'identifier' && names.has(first.name);
}

/** `{{ (fromJson .x).accountId }}`: printed as it is. */
function printedField({ commands, variables }: PipeNode): { readonly name: string; readonly at: number } | undefined {
  const [command, ...more] = commands;
  const [operand, ...others] = command?.operands ?? [];
  if (variables.length > 0 || more.length > 0 || others.length > 0 || operand?.kind !== 'chain') return undefined;
  return isParsed(operand)
    ? { name: textOf(operand.fields.at(-1) ?? operand.fields[0] ?? ('' as never)), at: operand.at }
    : undefined;
}
