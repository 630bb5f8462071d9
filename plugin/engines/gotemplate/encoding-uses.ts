import { textOf } from '../../go/byte-string.ts';
import type { ListNode, PipeNode } from './nodes.ts';
import { visitOperands } from './visit-operands.ts';

/** Where a template encodes or decodes base64. */
export interface EncodingUses {
  /** Byte offset of the `b64enc` that the whole template is. */
  readonly encodedAt?: number;
  /** Keys whose values are decoded as they come. */
  readonly decoded: readonly { readonly key: string; readonly at: number }[];
}

/** Tells whether a template gives nothing but base64, and which keys it decodes. */
export function encodingUses(list: ListNode): EncodingUses {
  const encodedAt = onlyEncodes(list);
  const decoded: { key: string; at: number }[] = [];
  const note = ({ commands }: PipeNode): void => {
    const [first, second] = commands;
    const [operand] = first?.operands ?? [];
    const [callee] = second?.operands ?? [];
    if (operand?.kind !== 'field' || operand.fields[0] === undefined) return;
    if (callee?.kind === 'identifier' && callee.name === 'b64dec') {
      decoded.push({ key: textOf(operand.fields[0]), at: callee.at });
    }
  };
  for (const node of list.nodes) if (node.kind === 'action') note(node.pipe);
  visitOperands(list, (operand, { command, index }) => {
    if (operand.kind === 'pipe') note(operand);
    const argument = command.operands[1];
    if (index !== 0 || operand.kind !== 'identifier' || operand.name !== 'b64dec') return;
    if (argument?.kind === 'field' && argument.fields[0] !== undefined) {
      decoded.push({ key: textOf(argument.fields[0]), at: operand.at });
    }
  });
  return { ...(encodedAt === undefined ? {} : { encodedAt }), decoded };
}

/** Text of blanks around one action that ends in `b64enc`. */
function onlyEncodes({ nodes }: ListNode): number | undefined {
  const telling = nodes.filter((node) => node.kind !== 'text' || node.text.trim() !== '');
  const [node] = telling;
  if (telling.length !== 1 || node?.kind !== 'action') return undefined;
  const [callee] = node.pipe.commands.at(-1)?.operands ?? [];
  return callee?.kind === 'identifier' && callee.name === 'b64enc' ? callee.at : undefined;
}
