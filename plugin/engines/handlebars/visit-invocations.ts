import type { Expression, Hash, Invocation, Program, Statement } from './nodes.ts';

/** What is told of each name in a template. */
export type Visit = (invocation: Invocation, isBlock: boolean) => void;

/** Goes through everything that a template might call, branches that are never taken included. */
export function visitInvocations(program: Program | undefined, visit: Visit): void {
  for (const statement of program?.body ?? []) visitStatement(statement, visit);
}

function visitStatement(statement: Statement, visit: Visit): void {
  switch (statement.type) {
    case 'MustacheStatement':
      visitInvocation(statement, false, visit);
      break;
    case 'BlockStatement':
      visitInvocation(statement, true, visit);
      visitInvocations(statement.program, visit);
      visitInvocations(statement.inverse, visit);
      break;
    case 'DecoratorBlock':
      visitInvocations(statement.program, visit);
      break;
    case 'PartialStatement':
    case 'PartialBlockStatement':
      visitExpressions([statement.name, ...statement.params], statement.hash, visit);
      if (statement.type === 'PartialBlockStatement') visitInvocations(statement.program, visit);
      break;
  }
}

function visitInvocation(invocation: Invocation, isBlock: boolean, visit: Visit): void {
  visit(invocation, isBlock);
  visitExpressions(invocation.params, invocation.hash, visit);
}

function visitExpressions(expressions: readonly Expression[], hash: Hash | undefined, visit: Visit): void {
  for (const expression of expressions) {
    if (expression.type === 'SubExpression') visitInvocation(expression, false, visit);
  }
  for (const { value } of hash?.pairs ?? []) if (value.type === 'SubExpression') visitInvocation(value, false, visit);
}
