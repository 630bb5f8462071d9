import { parseGoFloat } from '../parse-number.ts';
import { matchesWildcard } from './match.ts';
import { boolOf, exists, none, type Result } from './result.ts';

/** A condition on the elements of an array: `#(path operator value)`. */
export interface Query {
  readonly path: string;
  /** `=` for both `=` and `==`; empty when only existence is asked for. */
  readonly operator: string;
  readonly value: string;
  /** All elements that match, not just the first. */
  readonly isAll: boolean;
}

interface ParsedQuery extends Omit<Query, 'isAll'> {
  readonly end: number;
  readonly hasEscapes: boolean;
}

/** Reads the query that a path begins with; `undefined` when its bracket is not closed. */
export function parseQuery(path: string): ParsedQuery | undefined {
  let value = 0;
  let hasEscapes = false;
  let depth = 1;
  let at = 2;
  for (; at < path.length; at++) {
    const character = path.charAt(at);
    if (depth === 1 && value === 0 && '!=<>%'.includes(character)) {
      value = at;
      continue;
    }
    if (character === '\\') at++;
    else if (character === '[' || character === '(') depth++;
    else if (character === ']' || character === ')') {
      depth--;
      if (depth === 0) break;
    } else if (character === '"') {
      for (at++; at < path.length && path.charAt(at) !== '"'; at++) {
        if (path.charAt(at) !== '\\') continue;
        hasEscapes = true;
        at++;
      }
    }
  }
  if (depth > 0) return undefined;
  const found = { end: at + 1, hasEscapes };
  if (value === 0) return { ...found, path: trim(path.slice(2, at)), operator: '', value: '' };
  return { ...found, path: trim(path.slice(2, value)), ...splitOperator(trim(path.slice(value, at))) };
}

function splitOperator(text: string): { readonly operator: string; readonly value: string } {
  const written = text.length === 1 ? text : (/^(?:!=|!%|<=|>=|==|[<>=%])/.exec(text)?.[0] ?? '');
  return { operator: written === '==' ? '=' : written, value: trim(text.slice(written.length)) };
}

function trim(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of them count as white space
  return text.replace(/^[\x00-\x20]+/, '').replace(/[\x00-\x20]+$/, '');
}

/** Whether what the query's path gave satisfies it. */
export function satisfies(query: Query, found: Result): boolean {
  const { operator } = query;
  const { value, result } = query.value.startsWith('~')
    ? askTruth(query.value.slice(1), found)
    : { value: query.value, result: found };
  if (!exists(result)) return false;
  if (operator === '') return true;
  switch (result.type) {
    case 'String':
      return compareStrings(operator, result.decoded, value);
    case 'Number':
      return compare(operator, result.number, parseGoFloat(value).value);
    case 'True':
      return compareBooleans(operator, true, value);
    case 'False':
      return compareBooleans(operator, false, value);
    default:
      return false;
  }
}

/** `~true` and the like turn what was found into a truth value. */
function askTruth(asked: string, found: Result): { readonly value: string; readonly result: Result } {
  const answer = { '*': exists(found), null: found.type === 'Null', true: isTrueish(found), false: isFalseish(found) };
  if (!Object.hasOwn(answer, asked)) return { value: '', result: none };
  const type = answer[asked as keyof typeof answer] ? 'True' : 'False';
  return { value: 'true', result: { ...none, type } };
}

function isTrueish(result: Result): boolean {
  if (result.type === 'String') return boolOf(result.decoded) === true;
  return result.type === 'True' || (result.type === 'Number' && result.number !== 0);
}

function isFalseish(result: Result): boolean {
  if (result.type === 'String') return boolOf(result.decoded) === false;
  return result.type === 'Null' || result.type === 'False' || (result.type === 'Number' && result.number === 0);
}

function compareStrings(operator: string, text: string, value: string): boolean {
  if (operator === '%') return matchesWildcard(text, value);
  if (operator === '!%') return !matchesWildcard(text, value);
  return compare(operator, text, value);
}

function compare<T extends string | number>(operator: string, left: T, right: T): boolean {
  switch (operator) {
    case '=':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    default:
      return false;
  }
}

// False is less than true; a value that is neither is only unequal, and yet `>=` for true and `<=` for false.
function compareBooleans(operator: string, found: boolean, value: string): boolean {
  switch (operator) {
    case '=':
      return value === String(found);
    case '!=':
      return value !== String(found);
    case found ? '>' : '<':
      return value === String(!found);
    case found ? '>=' : '<=':
      return true;
    default:
      return false;
  }
}
