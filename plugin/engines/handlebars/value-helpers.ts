import { GoInt, type Value } from '../value.ts';
import type { Argument } from './call-function.ts';
import { kindOf } from './call-function.ts';
import { compareValues, sameValue } from './compare-values.ts';
import { isTruthy } from './display.ts';
import type { HandlebarsRun } from './handlebars-run.ts';
import { propertyOf } from './property.ts';

type ValueHelper = (run: HandlebarsRun, args: readonly Argument[]) => Value;

/** Helpers that give a value: Handlebars' `lookup`, and comparisons that convert as the language does. */
export const valueHelpers: ReadonlyMap<string, ValueHelper> = new Map<string, ValueHelper>([
  [
    'lookup',
    (run, args) => {
      const [from, key] = valuesOf(run, 'lookup', args, 2);
      const name = key instanceof GoInt ? String(key.value) : key;
      return typeof name === 'string' ? propertyOf(run, from, name) : undefined;
    },
  ],
  ['and', (run, args) => decide(run, 'and', args, false)],
  ['or', (run, args) => decide(run, 'or', args, true)],
  ['not', (run, args) => !isTruthy(valuesOf(run, 'not', args, 1)[0])],
  [
    'eq',
    (run, args) => {
      if (args.length < 2) run.fail(`eq takes at least 2 arguments, and got ${args.length}`);
      return args.slice(1).some(({ value }) => sameValue(args[0]?.value, value));
    },
  ],
  [
    'ne',
    (run, args) => {
      const [left, right] = valuesOf(run, 'ne', args, 2);
      return !sameValue(left, right);
    },
  ],
  ['lt', ordered('lt', (order) => order < 0)],
  ['le', ordered('le', (order) => order <= 0)],
  ['gt', ordered('gt', (order) => order > 0)],
  ['ge', ordered('ge', (order) => order >= 0)],
]);

function valuesOf(run: HandlebarsRun, name: string, args: readonly Argument[], count: number): readonly Value[] {
  if (args.length !== count) {
    run.fail(`${name} takes ${count} argument${count === 1 ? '' : 's'}, and got ${args.length}`);
  }
  return args.map(({ value }) => value);
}

/** The first argument that decides, else the last one. */
function decide(run: HandlebarsRun, name: string, args: readonly Argument[], deciding: boolean): Value {
  if (args.length === 0) run.fail(`${name} takes at least 1 argument, and got 0`);
  return (args.find(({ value }) => isTruthy(value) === deciding) ?? args.at(-1))?.value;
}

function ordered(name: string, holds: (order: number) => boolean): ValueHelper {
  return (run, args) => {
    const [left, right] = valuesOf(run, name, args, 2);
    const order = compareValues(left, right);
    return order === undefined ? run.fail(`${name}: ${kindOf(left)} and ${kindOf(right)} have no order`) : holds(order);
  };
}
