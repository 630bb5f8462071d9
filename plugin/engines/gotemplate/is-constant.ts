import type { OperandNode } from './nodes.ts';

/** Tells whether an operand is made of the template's own text alone: no field, dot or variable. */
export function isConstant(node: OperandNode): boolean {
  switch (node.kind) {
    case 'field':
    case 'variable':
    case 'dot':
      return false;
    case 'chain':
      return isConstant(node.from);
    case 'pipe':
      return node.commands.every(({ operands }) => operands.every(isConstant));
    default:
      return true;
  }
}
