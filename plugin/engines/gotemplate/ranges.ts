import { sortedKeys } from '../../go/sorted-keys.ts';
import { typeName } from '../../go/type-name.ts';
import { GoInt, GoList, GoMap, GoObject, type Value } from '../value.ts';
import type { Evaluate } from './compiler.ts';
import type { Ending, Execute } from './execute.ts';
import type { BranchNode } from './nodes.ts';
import type { Run, Variable } from './run.ts';

/** One round of a loop. */
interface Round {
  readonly index: Value;
  readonly element: Value;
}

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
  return (run, dot) => {
    run.spend(1);
    run.node = node;
    const inScope = run.variables.length;
    const value = evaluate(run, dot);
    const holdsElements = /\binterface \{\}$/.test(
      value instanceof GoList || value instanceof GoMap ? value.typeName : '',
    );
    const loop: Loop = { run, names, assigns: node.pipe.assigns, body, holdsElements };
    const ran = iterate(loop, roundsOf(run, value, names.length));
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
  /** Its elements are interfaces. */
  readonly holdsElements: boolean;
}

function roundsOf(run: Run, value: Value, variables: number): Iterable<Round> {
  if (value instanceof GoList) return listRounds(value);
  if (value instanceof GoMap) return mapRounds(value);
  if (value === undefined || value === null) return [];
  const count = value instanceof GoInt ? value : value instanceof GoObject ? integerOf(value) : undefined;
  // Go shows the value here; it may be a secret.
  if (count === undefined) return run.fail(`range can't iterate over a value of type ${typeName(value)}`);
  if (variables > 1)
    return run.fail(`can't use a value of type ${typeName(value)} to iterate over more than one variable`);
  return countRounds(count);
}

function integerOf(value: GoObject): GoInt | undefined {
  const integer = value.integer();
  return integer === undefined ? undefined : new GoInt('int', integer);
}

function* listRounds({ items }: GoList): Generator<Round> {
  // As many as there are at the start, whatever the body does.
  const { length } = items;
  for (let i = 0; i < length; i += 1) yield { index: new GoInt('int', BigInt(i)), element: items[i] };
}

function* mapRounds(map: GoMap): Generator<Round> {
  const rounds = sortedKeys(map).map((key): Round => ({ index: key, element: map.entries.get(key) }));
  yield* rounds;
}

function* countRounds({ kind, value }: GoInt): Generator<Round> {
  for (let i = 0n; i < value; i += 1n) yield { index: undefined, element: new GoInt(kind, i) };
}

// Gives whether there was a round.
function iterate(loop: Loop, rounds: Iterable<Round>): boolean {
  const { run, body, holdsElements } = loop;
  const { dotIsElement } = run;
  const mark = run.variables.length;
  let ran = false;
  for (const { index, element } of rounds) {
    ran = true;
    run.spend(1);
    setVariables(loop, index, element);
    run.dotIsElement = holdsElements;
    const ending: Ending = body(run, element);
    run.variables.length = mark;
    if (ending === 'break') break;
  }
  run.dotIsElement = dotIsElement;
  return ran;
}

// Declared variables are the topmost ones; assigned ones are looked up.
function setVariables({ run, names, assigns, holdsElements }: Loop, index: Value, element: Value): void {
  const { variables } = run;
  const top = variables.length - names.length;
  names.forEach((name, i) => {
    const variable = assigns ? run.find(name) : (variables[top + i] as Variable);
    const isIndex = i === 0 && names.length > 1;
    variable.value = isIndex ? index : element;
    variable.isElement = holdsElements && !isIndex;
  });
}
