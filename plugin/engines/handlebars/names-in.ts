import type { Program } from './nodes.ts';
import { visitInvocations } from './visit-invocations.ts';

/** Collects the names that a template might call as helpers. */
export function namesIn(program: Program): ReadonlySet<string> {
  const names = new Set<string>();
  visitInvocations(program, ({ path }) => {
    if (path.type === 'PathExpression' && path.parts.length === 1) names.add(path.parts[0] as string);
    else if (path.type === 'StringLiteral') names.add(path.value);
  });
  return names;
}
