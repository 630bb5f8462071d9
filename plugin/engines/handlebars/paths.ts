import { nearest } from '../../errors/nearest.ts';
import { bytesOf, textOf } from '../../go/byte-string.ts';
import { GoMap, type Value } from '../value.ts';
import { kindOf } from './call-function.ts';
import type { HandlebarsRun } from './handlebars-run.ts';
import type { PathExpression } from './nodes.ts';
import { propertyOf } from './property.ts';
import { climb, nearestWith, rootOf, type Scope } from './scope.ts';

/** Whether a path is one name, which may be that of a helper. */
export function isSimple({ data, depth, parts, original }: PathExpression): boolean {
  return !data && depth === 0 && parts.length === 1 && !/^(?:\.|this\b)/.test(original);
}

/** Reads what a path leads to; `undefined` when it leads nowhere. */
export function readPath(run: HandlebarsRun, scope: Scope, path: PathExpression): Value {
  const { value, rest } = startOf(scope, path);
  let at = value;
  for (const part of rest) at = propertyOf(run, at, part);
  return at;
}

/** Reads what a path leads to, and fails when it leads nowhere. */
export function readPathStrictly(run: HandlebarsRun, scope: Scope, path: PathExpression): Value {
  const { value, rest } = startOf(scope, path);
  if (value === undefined) run.fail(`"${path.original}" is not defined`);
  let at = value;
  for (const part of rest) {
    const next = propertyOf(run, at, part);
    if (next === undefined) missing(run, at, part, path);
    at = next;
  }
  return at;
}

function startOf(scope: Scope, path: PathExpression): { readonly value: Value; readonly rest: readonly string[] } {
  const { data, depth, parts } = path;
  const [first, ...others] = parts;
  if (data) return { value: dataOf(scope, first ?? '', depth), rest: others };
  if (isOpen(path)) {
    const param = nearestWith(scope, ({ params }) => params?.get(first as string));
    if (param !== undefined) return { value: param, rest: others };
  }
  return { value: climb(scope, depth)?.dot, rest: parts };
}

/** Whether a path's first name may be one of those after `as`. */
function isOpen({ depth, parts, original }: PathExpression): boolean {
  return depth === 0 && parts.length > 0 && !/^(?:\.|this\b)/.test(original);
}

function dataOf(scope: Scope, name: string, depth: number): Value {
  if (name === 'root') return rootOf(scope);
  return nearestWith(scope, ({ data }) => data, depth)?.get(name);
}

function missing(run: HandlebarsRun, from: Value, part: string, { original }: PathExpression): never {
  if (!(from instanceof GoMap)) {
    run.fail(`"${original}" is not defined: "${part}" is looked for in what is ${kindOf(from)}`);
  }
  const near = nearest(part, [...from.entries.keys()].map(textOf));
  const meant = near === undefined ? '' : `did you mean "${near}"? `;
  const hint = `${meant}where it may be absent write {{default "…" ${original}}} or {{#if ${original}}}`;
  run.fail(`"${original}" is not defined`, hint);
}

/** Whether a value has a member of a name. */
export function hasName(run: HandlebarsRun, scope: Scope, name: string): boolean {
  if (nearestWith(scope, ({ params }) => (params?.has(name) ? true : undefined))) return true;
  const { dot } = scope;
  if (dot instanceof GoMap) return dot.entries.has(bytesOf(name));
  return propertyOf(run, dot, name) !== undefined;
}
