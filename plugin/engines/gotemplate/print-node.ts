import { type Bytes, bytesOf } from '../../go/byte-string.ts';
import { quote } from '../../go/quote.ts';
import type { CommandNode, ListNode, Node, OperandNode, PipeNode } from './nodes.ts';

/** Writes a node as Go's error texts show it between `<` and `>`. Go: text/template/parse/node.go. */
export function printNode(node: Node | OperandNode | CommandNode | ListNode): string {
  switch (node.kind) {
    case 'list':
      return node.nodes.map(printNode).join('');
    case 'text':
      return node.text;
    case 'action':
      return `{{${printNode(node.pipe)}}}`;
    case 'if':
    case 'with':
    case 'range': {
      const otherwise = node.elseList === undefined ? '' : `{{else}}${printNode(node.elseList)}`;
      return `{{${node.kind} ${printNode(node.pipe)}}}${printNode(node.list)}${otherwise}{{end}}`;
    }
    case 'template':
      return `{{template ${quote(node.name)}${node.pipe === undefined ? '' : ` ${printNode(node.pipe)}`}}}`;
    case 'break':
    case 'continue':
      return `{{${node.kind}}}`;
    case 'command':
      return node.operands.map(printOperand).join(' ');
    default:
      return printTerm(node);
  }
}

function printTerm(node: OperandNode): string {
  switch (node.kind) {
    case 'pipe':
      return printPipe(node);
    case 'identifier':
      return bytesOf(node.name);
    case 'variable':
      return [node.name, ...node.fields].join('.');
    case 'field':
      return node.fields.map(withDot).join('');
    case 'chain':
      return printOperand(node.from) + node.fields.map(withDot).join('');
    case 'dot':
      return '.';
    case 'nil':
      return 'nil';
    case 'bool':
      return String(node.value);
    case 'number':
      return node.text;
    case 'string':
      return node.quoted;
  }
}

function printPipe(node: PipeNode): string {
  const variables = node.variables.map(printNode).join(', ');
  const set = node.variables.length === 0 ? '' : `${variables} ${node.assigns ? '=' : ':='} `;
  return set + node.commands.map(printNode).join(' | ');
}

function printOperand(node: OperandNode): string {
  return node.kind === 'pipe' ? `(${printPipe(node)})` : printNode(node);
}

function withDot(field: Bytes): string {
  return `.${field}`;
}
