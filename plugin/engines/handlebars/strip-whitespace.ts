import type { Block, PartialBlock, Program, Statement, Strip } from './nodes.ts';

// Which white space goes, as in Handlebars 4.7 (`whitespace-control.js`): what stands next to a `~`, and the lines that hold
// nothing but the tag of a block, a comment or a partial.

/** What the tags of a statement ask of the text around it. */
interface Wish extends Strip {
  readonly openStandalone?: boolean;
  readonly closeStandalone?: boolean;
  readonly inlineStandalone?: boolean;
}

/** Takes white space out of the text of a template, in place. */
export function stripWhitespace(program: Program): void {
  stripProgram(program, true);
}

function stripProgram({ body }: Program, isRoot: boolean): void {
  for (const [index, statement] of body.entries()) {
    const wish = wishOf(statement);
    if (wish === undefined) continue;
    const atLineStart = endsLine(body, index, isRoot);
    const atLineEnd = startsLine(body, index, isRoot);
    if (wish.close) trimStart(body[index + 1], true);
    if (wish.open) trimEnd(body[index - 1], true);
    if (wish.inlineStandalone && atLineStart && atLineEnd) stripLine(body, index, statement);
    const inner = bodiesOf(statement);
    if (wish.openStandalone && atLineStart) {
      trimStart(inner?.first[0], false);
      trimEnd(body[index - 1], false);
    }
    if (wish.closeStandalone && atLineEnd) {
      trimStart(body[index + 1], false);
      trimEnd(inner?.last.at(-1), false);
    }
  }
}

/** A partial keeps the white space in front of it, for all of its lines. */
function stripLine(body: readonly Statement[], index: number, statement: Statement): void {
  trimStart(body[index + 1], false);
  const before = body[index - 1];
  const isTrimmed = trimEnd(before, false);
  if (isTrimmed && statement.type === 'PartialStatement' && before?.type === 'ContentStatement') {
    statement.indent = before.original.slice(withoutBlanksAtEnd(before.original).length);
  }
}

function bodiesOf(statement: Statement): { first: readonly Statement[]; last: readonly Statement[] } | undefined {
  if (statement.type === 'PartialBlockStatement')
    return { first: statement.program.body, last: statement.program.body };
  if (statement.type !== 'BlockStatement' && statement.type !== 'DecoratorBlock') return undefined;
  const { program, inverse } = statement;
  return { first: (program ?? inverse)?.body ?? [], last: (inverse ?? program)?.body ?? [] };
}

function wishOf(statement: Statement): Wish | undefined {
  switch (statement.type) {
    case 'ContentStatement':
      return undefined;
    case 'MustacheStatement':
    case 'Decorator':
      return statement.strip;
    case 'BlockStatement':
    case 'DecoratorBlock':
    case 'PartialBlockStatement':
      return stripBlock(statement);
    default: {
      const { open = false, close = false } = statement.strip ?? {};
      return { open, close, inlineStandalone: true };
    }
  }
}

function stripBlock(block: Block | PartialBlock): Wish {
  const inner = block.type === 'PartialBlockStatement' ? undefined : block.inverse;
  if (block.program !== undefined) stripProgram(block.program, false);
  if (inner !== undefined) stripProgram(inner, false);
  const program = (block.program ?? inner) as Program;
  const inverse = block.program === undefined ? undefined : inner;
  const firstInverse = inverse?.chained ? ((inverse.body[0] as Block).program as Program) : inverse;
  const { openStrip, closeStrip } = block;
  const wish = {
    open: openStrip.open,
    close: closeStrip?.close ?? false,
    openStandalone: startsLine(program.body, -1, false),
    closeStandalone: endsLine((firstInverse ?? program).body, undefined, false),
  };
  if (openStrip.close) trimStart(program.body[0], true);
  if (inverse === undefined || firstInverse === undefined) {
    if (closeStrip?.open) trimEnd(program.body.at(-1), true);
    return wish;
  }
  const inverseStrip = block.type === 'PartialBlockStatement' ? undefined : block.inverseStrip;
  if (inverseStrip?.open) trimEnd(program.body.at(-1), true);
  if (inverseStrip?.close) trimStart(firstInverse.body[0], true);
  if (closeStrip?.open) trimEnd(lastOf(inverse).body.at(-1), true);
  if (endsLine(program.body, undefined, false) && startsLine(firstInverse.body, -1, false)) {
    trimEnd(program.body.at(-1), false);
    trimStart(firstInverse.body[0], false);
  }
  return wish;
}

/** The last content of `{{else if}}` after `{{else if}}`. */
function lastOf(inverse: Program): Program {
  let last = inverse;
  while (last.chained) last = (last.body.at(-1) as Block).program as Program;
  return last;
}

/** Whether the text in front of a statement ends with a line break and blanks; without an index, that of a whole body. */
function endsLine(body: readonly Statement[], index: number | undefined, isRoot: boolean): boolean {
  const at = index ?? body.length;
  const before = body[at - 1];
  if (before === undefined) return isRoot;
  if (before.type !== 'ContentStatement') return false;
  const isFirst = isRoot && body[at - 2] === undefined;
  const blank = before.original.length - before.original.trimEnd().length;
  const tail = before.original.slice(before.original.length - blank);
  return tail.includes('\n') || (isFirst && blank === before.original.length);
}

/** Whether the text behind a statement starts with blanks and a line break. */
function startsLine(body: readonly Statement[], index: number, isRoot: boolean): boolean {
  const after = body[index + 1];
  if (after === undefined) return isRoot;
  if (after.type !== 'ContentStatement') return false;
  const isLast = isRoot && body[index + 2] === undefined;
  const head = after.original.slice(0, after.original.length - after.original.trimStart().length);
  return head.includes('\n') || (isLast && head.length === after.original.length);
}

/** @param all - All white space; otherwise blanks and one line break. */
function trimStart(statement: Statement | undefined, all: boolean): void {
  if (statement?.type !== 'ContentStatement' || (!all && statement.rightStripped)) return;
  const before = statement.value;
  statement.value = all ? before.trimStart() : before.replace(/^[ \t]*\r?\n?/, '');
  statement.rightStripped = statement.value !== before;
}

/** @param all - All white space; otherwise blanks. */
function trimEnd(statement: Statement | undefined, all: boolean): boolean {
  if (statement?.type !== 'ContentStatement' || (!all && statement.leftStripped)) return false;
  const before = statement.value;
  statement.value = all ? before.trimEnd() : withoutBlanksAtEnd(before);
  const isTrimmed = statement.value !== before;
  statement.leftStripped = isTrimmed;
  return isTrimmed;
}

function withoutBlanksAtEnd(text: string): string {
  let end = text.length;
  while (text[end - 1] === ' ' || text[end - 1] === '\t') end -= 1;
  return text.slice(0, end);
}
