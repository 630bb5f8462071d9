import type { CommandNode, ListNode, OperandNode, PipeNode } from './nodes.ts';

/** How an operand stands. */
export interface Standing {
  /** The dot is the root here, not what a `with` or `range` made of it. */
  readonly dotIsRoot: boolean;
  /** It is looked at whenever the template runs. */
  readonly isCertain: boolean;
  readonly command: CommandNode;
  /** Which operand of the command it is. */
  readonly index: number;
}

type Visitor = (operand: OperandNode, standing: Standing) => void;
type Outer = Pick<Standing, 'dotIsRoot' | 'isCertain'>;

/** Visits the operands of a template in the order of its text, those of nested pipelines too. */
export function visitOperands(list: ListNode, visit: Visitor): void {
  visitList(list, { dotIsRoot: true, isCertain: true }, visit);
}

function visitList(list: ListNode, outer: Outer, visit: Visitor): void {
  for (const node of list.nodes) {
    if (node.kind === 'action') visitPipe(node.pipe, outer, visit);
    if (node.kind === 'template' && node.pipe !== undefined) visitPipe(node.pipe, outer, visit);
    if (node.kind !== 'if' && node.kind !== 'with' && node.kind !== 'range') continue;
    visitPipe(node.pipe, outer, visit);
    const inner = { dotIsRoot: outer.dotIsRoot && node.kind === 'if', isCertain: false };
    visitList(node.list, inner, visit);
    if (node.elseList !== undefined) visitList(node.elseList, { ...outer, isCertain: false }, visit);
  }
}

function visitPipe(pipe: PipeNode, outer: Outer, visit: Visitor): void {
  for (const command of pipe.commands) {
    const [first] = command.operands;
    const mayStop = first?.kind === 'identifier' && (first.name === 'and' || first.name === 'or');
    for (const [index, operand] of command.operands.entries()) {
      const isCertain = outer.isCertain && !(mayStop && index > 1);
      visit(operand, { ...outer, isCertain, command, index });
      const inside = operand.kind === 'chain' ? operand.from : operand;
      if (inside !== operand) visit(inside, { ...outer, isCertain, command, index });
      if (inside.kind === 'pipe') visitPipe(inside, { ...outer, isCertain }, visit);
    }
  }
}
