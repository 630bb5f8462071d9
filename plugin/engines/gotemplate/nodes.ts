import type { Bytes } from '../../go/byte-string.ts';
import type { GoComplex } from '../../go/value.ts';

// The tree of a template. Go: text/template/parse/node.go. `at` is the byte offset that an error points to.

/** A sequence of text and actions. */
export interface ListNode {
  readonly kind: 'list';
  readonly nodes: Node[];
}

/** Text outside of actions. */
export interface TextNode {
  readonly kind: 'text';
  readonly at: number;
  readonly text: Bytes;
}

/** `{{pipeline}}` */
export interface ActionNode {
  readonly kind: 'action';
  readonly at: number;
  readonly pipe: PipeNode;
}

/** Commands joined by `|`, with the variables that they set. */
export interface PipeNode {
  readonly kind: 'pipe';
  readonly at: number;
  /** `=` instead of `:=`. */
  readonly assigns: boolean;
  readonly variables: readonly VariableNode[];
  readonly commands: readonly CommandNode[];
}

/** Operands separated by space; the first one may be called with the others. */
export interface CommandNode {
  readonly kind: 'command';
  readonly at: number;
  readonly operands: readonly OperandNode[];
}

/** The name of a function. */
export interface IdentifierNode {
  readonly kind: 'identifier';
  readonly at: number;
  readonly name: string;
}

/** `$x.a.b`: the variable's name with its dollar, and the fields after it. */
export interface VariableNode {
  readonly kind: 'variable';
  readonly at: number;
  readonly name: string;
  readonly fields: readonly Bytes[];
}

/** `.a.b` */
export interface FieldNode {
  readonly kind: 'field';
  readonly at: number;
  readonly fields: readonly Bytes[];
}

/** Fields after anything else, as in `(index . "x").a`. */
export interface ChainNode {
  readonly kind: 'chain';
  readonly at: number;
  readonly from: OperandNode;
  readonly fields: readonly Bytes[];
}

/** `.` */
export interface DotNode {
  readonly kind: 'dot';
  readonly at: number;
}

/** `nil` */
export interface NilNode {
  readonly kind: 'nil';
  readonly at: number;
}

/** `true`, `false` */
export interface BoolNode {
  readonly kind: 'bool';
  readonly at: number;
  readonly value: boolean;
}

/** A number, under each type that can hold it: what a constant is depends on where it stands. */
export interface NumberNode {
  readonly kind: 'number';
  readonly at: number;
  readonly text: Bytes;
  readonly int?: bigint;
  readonly uint?: bigint;
  readonly float?: number;
  readonly complex?: GoComplex;
}

/** A string constant, as written and as meant. */
export interface StringNode {
  readonly kind: 'string';
  readonly at: number;
  readonly quoted: Bytes;
  readonly value: Bytes;
}

/** `{{if}}`, `{{with}}` or `{{range}}` up to its `{{end}}`. */
export interface BranchNode {
  readonly kind: 'if' | 'with' | 'range';
  readonly at: number;
  readonly pipe: PipeNode;
  readonly list: ListNode;
  readonly elseList: ListNode | undefined;
}

/** `{{template "name" pipeline}}` */
export interface TemplateNode {
  readonly kind: 'template';
  readonly at: number;
  readonly name: Bytes;
  readonly pipe: PipeNode | undefined;
}

/** `{{break}}`, `{{continue}}` */
export interface JumpNode {
  readonly kind: 'break' | 'continue';
  readonly at: number;
}

/** What a command is made of. */
export type OperandNode =
  | IdentifierNode
  | VariableNode
  | FieldNode
  | ChainNode
  | DotNode
  | NilNode
  | BoolNode
  | NumberNode
  | StringNode
  | PipeNode;

/** What a list is made of. */
export type Node = TextNode | ActionNode | BranchNode | TemplateNode | JumpNode;

/** The parsed templates of one text by name; the text itself under its own name. */
export type TemplateSet = ReadonlyMap<Bytes, ListNode>;
