import { textOf } from '../../go/byte-string.ts';
import type { ListNode, OperandNode } from './nodes.ts';
import { type Standing, visitOperands } from './visit-operands.ts';

/** A key of the root dot that a template reads. */
export interface KeyUse {
  readonly key: string;
  /** Byte offset in the template. */
  readonly at: number;
  /** Reading it happens whenever the template runs, and fails where there is no such key. */
  readonly isCertain: boolean;
  /** The name that is read of the value, which is text and has none. */
  readonly member?: string;
}

/** What a template reads of the root dot. */
export interface KeyUses {
  readonly keys: readonly KeyUse[];
  /** The dot goes somewhere as a whole, so that any key may be read. */
  readonly isOpen: boolean;
}

/** Tells which keys a template reads, as far as its text says it. */
export function keyUses(list: ListNode): KeyUses {
  const keys: KeyUse[] = [];
  let isOpen = false;
  visitOperands(list, (operand, standing) => {
    const use = useOf(operand, standing);
    if (use === 'whole') isOpen = true;
    else if (use !== undefined) keys.push(use);
  });
  return { keys, isOpen };
}

function useOf(operand: OperandNode, standing: Standing): KeyUse | 'whole' | undefined {
  const { isCertain, dotIsRoot } = standing;
  if (operand.kind === 'field' && dotIsRoot) return fieldUse(operand.fields, operand.at, isCertain);
  if (operand.kind === 'variable' && operand.name === '$') {
    return operand.fields.length > 0 ? fieldUse(operand.fields, operand.at, isCertain) : wholeUse(standing);
  }
  return operand.kind === 'dot' && dotIsRoot ? wholeUse(standing) : undefined;
}

function fieldUse(fields: readonly string[], at: number, isCertain: boolean): KeyUse {
  const [key = '', member] = fields.map((field) => textOf(field as Parameters<typeof textOf>[0]));
  return { key, at, isCertain, ...(member === undefined ? {} : { member }) };
}

/** `index . "key"` reads one key, and nothing fails where it is not there. */
function wholeUse({ command, index }: Standing): KeyUse | 'whole' {
  const [callee, , key] = command.operands;
  if (index !== 1 || callee?.kind !== 'identifier' || callee.name !== 'index' || key?.kind !== 'string') return 'whole';
  return { key: textOf(key.value), at: key.at, isCertain: false };
}
