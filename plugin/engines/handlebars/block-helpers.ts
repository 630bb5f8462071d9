import { bytesOf } from '../../go/byte-string.ts';
import { sortedKeys } from '../../go/sorted-keys.ts';
import { GoInt, GoList, GoMap, type Value } from '../value.ts';
import { type Argument, kindOf } from './call-function.ts';
import { isTruthy } from './display.ts';
import type { HandlebarsRun } from './handlebars-run.ts';

/** What a block's content is rendered with; what is absent is as it is outside. */
export interface Entered {
  readonly dot?: { readonly value: Value };
  readonly data?: ReadonlyMap<string, Value>;
  /** For the names after `as`, in order. */
  readonly params?: readonly Value[];
}

/** How a block was written. */
export interface BlockCall {
  readonly run: HandlebarsRun;
  readonly args: readonly Argument[];
  readonly hash: ReadonlyMap<string, Argument>;
  /** Writes its content. */
  render(entered: Entered): void;
  /** Writes what stands after `{{else}}`. */
  otherwise(): void;
}

type BlockHelper = (block: BlockCall) => void;

/** Handlebars' own block helpers. */
export const blockHelpers: ReadonlyMap<string, BlockHelper> = new Map<string, BlockHelper>([
  ['if', (block) => choose(block, holds('if', block))],
  ['unless', (block) => choose(block, !holds('unless', block))],
  [
    'with',
    (block) => {
      const value = only('with', block);
      if (isTruthy(value)) block.render({ dot: { value }, params: [value] });
      else block.otherwise();
    },
  ],
  ['each', (block) => each(block, only('each', block))],
  // {{{{raw}}}} … {{{{/raw}}}}: the parser has left its content as it is.
  ['raw', (block) => block.render({})],
]);

/** `{{#name}}` where `name` is a value: a list is gone through, another value is entered, be it zero or an empty text. */
export function section(block: BlockCall, value: Value): void {
  if (value === undefined || value === null || value === false) block.otherwise();
  else if (value === true) block.render({});
  else if (value instanceof GoList) each(block, value);
  else block.render({ dot: { value } });
}

function only(name: string, { run, args }: BlockCall): Value {
  if (args.length !== 1) run.fail(`#${name} takes 1 argument, and got ${args.length}`);
  return args[0]?.value;
}

function holds(name: string, block: BlockCall): boolean {
  const value = only(name, block);
  const isZero = value === 0 || (value instanceof GoInt && value.value === 0n);
  return isTruthy(value) || (isZero && isTruthy(block.hash.get('includeZero')?.value));
}

function choose(block: BlockCall, isMain: boolean): void {
  if (isMain) block.render({});
  else block.otherwise();
}

function each(block: BlockCall, value: Value): void {
  if (value !== undefined && value !== null && !(value instanceof GoList || value instanceof GoMap)) {
    block.run.fail(
      `#each goes through lists and maps, and this is ${kindOf(value)}`,
      'parse JSON with (fromJson …), or cut a text with (splitList "," …)',
    );
  }
  const entries = entriesOf(value);
  if (entries.length === 0) block.otherwise();
  for (const [index, [key, item]] of entries.entries()) {
    block.run.spend(1);
    const data = new Map<string, Value>([
      ['key', key],
      ['index', new GoInt('int', BigInt(index))],
      ['first', index === 0],
      ['last', index === entries.length - 1],
    ]);
    block.render({ dot: { value: item }, data, params: [item, key] });
  }
}

/** Maps are gone through in the order of their keys. */
function entriesOf(value: Value): readonly (readonly [Value, Value])[] {
  if (value instanceof GoList) return value.items.map((item, index) => [new GoInt('int', BigInt(index)), item]);
  if (value instanceof GoMap) return sortedKeys(value).map((key) => [bytesOf(key), value.entries.get(key)]);
  return [];
}
