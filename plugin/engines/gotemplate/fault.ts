import type { CommandNode, Node, OperandNode } from './nodes.ts';

/** What an error may point to. */
export type FaultNode = Node | OperandNode | CommandNode;

/** A run of a template fails. Carries where, until the text's name and position are put to it. */
export class Fault extends Error {
  readonly code: 'TEMPLATE_EXECUTE' | 'TEMPLATE_BUDGET' | 'TEMPLATE_RANDOM';
  /** Go's message without `template: NAME:LINE:COL: executing "NAME" at <EXPR>: `. No data value stands in it. */
  readonly says: string;
  readonly node: FaultNode | undefined;
  /** The template that was running. */
  readonly template: string;

  constructor(code: Fault['code'], says: string, node: FaultNode | undefined, template: string) {
    super(says);
    this.code = code;
    this.says = says;
    this.node = node;
    this.template = template;
  }
}
