import { bytesOf } from '../byte-string.ts';
import { JsonPathError } from '../json-path-error.ts';
import type { Evaluable } from './evaluable.ts';
import {
  call,
  compared,
  constant,
  type Expression,
  negated,
  numberLiteral,
  textLiteral,
  variable,
} from './expressions.ts';
import { pathOf, type Step } from './path.ts';
import { Scanner } from './scanner.ts';
import { descend, direct, filter, range, script, several, star } from './selectors.ts';
import type { Token } from './token.ts';

// gval: parse.go, operator.go. jsonpath: parse.go.

/** Reads a path. @throws JsonPathError `syntax` */
export function parsePath(text: string): Evaluable {
  const parser = new Parser(text);
  return parser.whole();
}

/** Of all operators that gval knows these two alone have a meaning here; the others only decide how far a sign reaches. */
const operators = ['==', '!=', '??', '||', '&&', '>', '>=', '<', '<=', '=~', '!~', '^', '&', '|', '<<', '>>', '+', '-'];
const signs = new Set([...operators.join(''), '*', '/', '%']);
const reaching = [...operators, '*', '/', '%', '**'];

const mostNested = 500;
const greatestIndex = 2 ** 31 - 1;

class Parser {
  readonly #scanner: Scanner;
  #nested = 0;

  constructor(text: string) {
    this.#scanner = new Scanner(text);
  }

  whole(): Evaluable {
    const { run } = this.#expression();
    if (this.#scanner.scan().kind !== 'end') throw unexpected('after its end');
    return run;
  }

  #expression(): Expression {
    this.#nested += 1;
    if (this.#nested > mostNested) throw new JsonPathError('syntax', 'it is nested too deeply');
    let left = this.#operand();
    for (let operator = this.#operator(); operator !== undefined; operator = this.#operator()) {
      left = compared(operator === '==', left, this.#operand());
    }
    this.#nested -= 1;
    return left;
  }

  #operand(): Expression {
    const { kind, text } = this.#scanner.scan();
    if (kind === 'number') return numberLiteral(text);
    if (kind === 'string') return textLiteral(text);
    if (kind === 'ident') return text === 'true' || text === 'false' ? constant(text === 'true') : this.#variable(text);
    if (text === '-') return negated(this.#operand());
    if (text === '$') return this.#path([]);
    if (text === '@') return this.#path([{ one: ({ current }) => current }]);
    if (text !== '(') throw unexpected('where a value should stand');
    const inner = this.#expression();
    this.#expect(')');
    return inner;
  }

  #operator(): string | undefined {
    const token = this.#scanner.scan();
    let operator = token.text;
    if (token.kind === 'character' && signs.has(operator)) {
      for (let more = this.#moreOf(operator); more !== undefined; more = this.#moreOf(operator)) operator += more;
    }
    if (operator === '==' || operator === '!=') return operator;
    if (operator !== token.text) throw new JsonPathError('syntax', `it has no operator ${operator}`);
    this.#scanner.giveBack();
    return undefined;
  }

  #moreOf(operator: string): string | undefined {
    const next = reaching.filter((one) => one.startsWith(operator)).map((one) => one[operator.length] ?? '');
    return this.#scanner.takeOneOf(next.join(''));
  }

  #variable(first: string): Expression {
    const keys = [constant(bytesOf(first)).run];
    for (;;) {
      const { text, kind } = this.#scanner.scan();
      if (kind !== 'character') break;
      if (text === '.') {
        const name = this.#scanner.scan();
        if (name.kind !== 'ident') throw unexpected('where a name should stand');
        keys.push(constant(bytesOf(name.text)).run);
      } else if (text === '[') {
        keys.push(this.#expression().run);
        this.#expect(']');
      } else if (text === '(') {
        this.#arguments();
        return call();
      } else break;
    }
    this.#scanner.giveBack();
    return variable(keys);
  }

  #arguments(): void {
    if (is(this.#scanner.scan(), ')')) return;
    this.#scanner.giveBack();
    for (;;) {
      this.#expression();
      const token = this.#scanner.scan();
      if (is(token, ')')) return;
      if (!is(token, ',')) throw unexpected('between arguments');
    }
  }

  #path(before: readonly Step[]): Expression {
    const steps = [...before];
    for (;;) {
      const token = this.#scanner.scan();
      if (is(token, '.')) steps.push(...this.#selection());
      else if (is(token, '[')) steps.push(this.#brackets(false));
      else if (is(token, '(')) steps.push(this.#script());
      else break;
    }
    this.#scanner.giveBack();
    return { run: pathOf(steps), isConstant: false };
  }

  /** What stands behind a point. */
  #selection(): readonly Step[] {
    const token = this.#scanner.scan();
    if (token.kind === 'ident') return [{ one: direct(constant(bytesOf(token.text)).run) }];
    if (is(token, '*')) return [{ many: star }];
    if (!is(token, '.')) throw unexpected('behind a point');
    return [{ many: descend }, this.#descent()];
  }

  /** What stands behind two points. */
  #descent(): Step {
    const token = this.#scanner.scan();
    if (token.kind === 'ident') return { one: direct(constant(bytesOf(token.text)).run) };
    if (is(token, '*')) return { many: star };
    if (is(token, '[')) return this.#brackets(true);
    if (is(token, '(')) return this.#script();
    throw unexpected('behind two points');
  }

  #script(): Step {
    const { run } = this.#expression();
    this.#expect(')');
    return { one: script(run) };
  }

  #brackets(isDescent: boolean): Step {
    const { keys, separator } = this.#keys();
    if (separator === '?') {
      const [condition] = keys;
      if (condition === undefined || keys.length > 1) throw new JsonPathError('syntax', 'a filter has one condition');
      return { many: filter(condition) };
    }
    if (separator === ':') {
      if (isDescent || keys.length > 3) throw new JsonPathError('syntax', 'a range cannot stand there');
      const [from = () => 0, to = () => greatestIndex, step = () => 1] = keys;
      return { many: range([from, to, step]) };
    }
    const [key] = keys;
    return isDescent || key === undefined || keys.length > 1 ? { many: several(keys) } : { one: direct(key) };
  }

  /** The keys between brackets, and what stands between them: `,`, `:`, or `?` before a filter. */
  #keys(): { readonly keys: readonly Evaluable[]; readonly separator: string } {
    const keys: Evaluable[] = [];
    for (let separator = ''; ; ) {
      let token = this.#scanner.scan();
      if (is(token, '*')) {
        this.#expect(']');
        return { keys: [], separator: '' };
      }
      if (is(token, ':')) {
        const bound = keys.length === 1 ? greatestIndex : 0;
        keys.push(() => bound);
      } else if (!is(token, '?') && !(is(token, ']') && separator === ':')) {
        this.#scanner.giveBack();
        keys.push(this.#expression().run);
        token = this.#scanner.scan();
      }
      if (token.kind !== 'character') throw unexpected('between brackets');
      separator ||= token.text;
      if (token.text === ']') return { keys, separator };
      const isFilter = token.text === '?' && keys.length === 0;
      if (token.text !== ':' && token.text !== ',' && !isFilter) throw unexpected('between brackets');
      if (separator !== token.text) throw new JsonPathError('syntax', 'brackets mix separators');
    }
  }

  #expect(text: string): void {
    if (!is(this.#scanner.scan(), text)) throw unexpected(`where "${text}" should stand`);
  }
}

function is(token: Token, text: string): boolean {
  return token.kind === 'character' && token.text === text;
}

function unexpected(where: string): JsonPathError {
  return new JsonPathError('syntax', `there is something unexpected ${where}`);
}
