import { sortedKeys } from '../../go/sorted-keys.ts';
import { typeName } from '../../go/type-name.ts';
import { GoInt, GoList, GoMap, GoObject, type Value } from '../value.ts';
import type { Evaluate } from './compiler.ts';
import type { Execute } from './execute.ts';
import type { BranchNode } from './nodes.ts';
import type { Run, Variable } from './run.ts';

/**
 * Compiles `{{range}}`.
 *
 * @remarks
 * Go: walkRange in text/template/exec.go. Lists, maps in the order of their keys, integers (with one variable at most); one
 * variable gets the element, two get index and element.
 */
export function compileRange(
  node: BranchNode,
  evaluate: Evaluate,
  body: Execute,
  otherwise: Execute | undefined,
): Execute {
  const names = node.pipe.variables.map(({ name }) => name);
  const shape = { names, assigns: node.pipe.assigns, body };
  return (run, dot) => {
    run.spend(1);
    run.node = node;
    const inScope = run.variables.length;
    const value = evaluate(run, dot);
    const { dotIsElement } = run;
    const ran = iterate({ ...shape, run, mark: run.variables.length, holdsElements: holdsInterfaces(value) }, value);
    run.dotIsElement = dotIsElement;
    const ending = ran || otherwise === undefined ? undefined : otherwise(run, dot);
    run.variables.length = inScope;
    return ending;
  };
}

interface Loop {
  readonly run: Run;
  readonly names: readonly string[];
  readonly assigns: boolean;
  readonly body: Execute;
  /** How many variables there are before the body adds its own. */
  readonly mark: number;
  /** Its elements are interfaces. */
  readonly holdsElements: boolean;
}

function holdsInterfaces(value: Value): boolean {
  if (value instanceof GoList) return value.typeName === '[]interface {}';
  return value instanceof GoMap && value.typeName === 'map[string]interface {}';
}

// Gives whether there was a round.
function iterate(loop: Loop, value: Value): boolean {
  if (value instanceof GoList) return iterateList(loop, value);
  if (value instanceof GoMap) return iterateMap(loop, value);
  if (value === undefined || value === null) return false;
  const { run, names } = loop;
  const count = value instanceof GoInt ? value.value : value instanceof GoObject ? value.integer() : undefined;
  // Go shows the value here; it may be a secret.
  if (count === undefined) return run.fail(`range can't iterate over a value of type ${typeName(value)}`);
  if (names.length > 1)
    return run.fail(`can't use a value of type ${typeName(value)} to iterate over more than one variable`);
  const item = (i: bigint) => (value instanceof GoObject ? value.ofInteger(i) : new GoInt((value as GoInt).kind, i));
  for (let i = 0n; i < count; i += 1n) if (!goesOn(loop, undefined, item(i))) break;
  return count > 0n;
}

function iterateList(loop: Loop, { items }: GoList): boolean {
  // As many as there are at the start, whatever the body does.
  const { length } = items;
  const hasIndex = loop.names.length > 1;
  for (let i = 0; i < length; i += 1) {
    if (!goesOn(loop, hasIndex ? new GoInt('int', BigInt(i)) : undefined, items[i])) break;
  }
  return length > 0;
}

function iterateMap(loop: Loop, map: GoMap): boolean {
  // Sorting the keys takes its time, whether or not the body then breaks.
  loop.run.spend(map.entries.size);
  const entries = sortedKeys(map).map((key) => [key, map.entries.get(key)] as const);
  for (const [key, element] of entries) if (!goesOn(loop, key, element)) break;
  return entries.length > 0;
}

function goesOn(loop: Loop, index: Value, element: Value): boolean {
  const { run, names, mark } = loop;
  run.spend(1);
  if (names.length > 0) setVariable(loop, names.length - 1, element, loop.holdsElements);
  if (names.length > 1) setVariable(loop, 0, index, false);
  run.dotIsElement = loop.holdsElements;
  const ending = loop.body(run, element);
  run.variables.length = mark;
  return ending !== 'break';
}

// Declared variables are the topmost ones; assigned ones are looked up.
function setVariable({ run, names, assigns, mark }: Loop, i: number, value: Value, isElement: boolean): void {
  const variable = assigns ? run.find(names[i] as string) : (run.variables[mark - names.length + i] as Variable);
  variable.value = value;
  variable.isElement = isElement;
}
