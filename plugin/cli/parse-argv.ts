import { parseArgs } from 'node:util';
import { nearest } from '../errors/nearest.ts';
import { usageError } from '../errors/usage.ts';
import type { Flag } from './flag.ts';
import { Options } from './options.ts';

/** The words behind a command's name, sorted into flags and operands. */
export interface ParsedArgv {
  readonly options: Options;
  readonly operands: readonly string[];
}

/**
 * Sorts a command's words by its flags.
 *
 * @throws UsageError `UNKNOWN_FLAG`, `FLAG_NEEDS_VALUE`, `FLAG_TAKES_NONE`, `FLAG_VALUE`, `TOO_MANY_OPERANDS`
 */
export function parseArgv(words: readonly string[], flags: readonly Flag[], maxOperands: number): ParsedArgv {
  const known = new Map(flags.map((flag) => [flag.name, flag]));
  const values = new Map<string, string[]>();
  const operands: string[] = [];
  for (const token of tokensOf(words, flags)) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const flag = known.get(token.name);
    if (flag === undefined) {
      throw usageError('UNKNOWN_FLAG', { flag: token.rawName, nearest: meant(token.name, [...known.keys()]) });
    }
    // A word that looks like a flag is none's value, unless it stands behind `=`.
    const isNext = token.inlineValue === false && /^--./.test(token.value ?? '');
    const value = valueOfFlag(flag, isNext ? undefined : token.value);
    values.set(flag.name, [...(values.get(flag.name) ?? []), value]);
  }
  if (operands.length > maxOperands) {
    throw usageError('TOO_MANY_OPERANDS', { operand: operands[maxOperands] ?? '', most: maxOperands });
  }
  return { options: new Options(values), operands };
}

/** A flag of which only the beginning was written, or one with a slip in it. */
function meant(word: string, names: readonly string[]): string | undefined {
  return names.find((name) => name.startsWith(word)) ?? nearest(word, names);
}

function tokensOf(words: readonly string[], flags: readonly Flag[]) {
  const options = Object.fromEntries(
    flags.map(({ name, takes }) => {
      const type = takes === undefined ? 'boolean' : 'string';
      return [name, name === 'help' ? ({ type, short: 'h' } as const) : ({ type } as const)];
    }),
  );
  return parseArgs({ args: [...words], options, strict: false, allowPositionals: true, tokens: true }).tokens;
}

function valueOfFlag(flag: Flag, value: string | undefined): string {
  const { name, takes, allowed } = flag;
  if (takes === undefined) {
    if (value !== undefined) throw usageError('FLAG_TAKES_NONE', { flag: `--${name}` });
    return '';
  }
  if (value === undefined) throw usageError('FLAG_NEEDS_VALUE', { flag: `--${name}`, takes });
  if (allowed !== undefined && !allowed.includes(value)) {
    throw usageError('FLAG_VALUE', { flag: `--${name}`, value, allowed });
  }
  return value;
}
