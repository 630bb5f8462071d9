import type { Random } from './random.ts';

/** A function that templates may call. */
export interface Word {
  readonly name: string;
  readonly params: readonly string[];
  readonly variadic: boolean;
  readonly result: string;
}

/** What templates are made of. */
export interface Vocabulary {
  readonly functions: readonly Word[];
  readonly keys: readonly string[];
}

const texts = ['', ' ', 'x', '\n', 'é', '}}', '{', '  \n\t', 'key: ', '"', "'", '日本', '{{"', '-'] as const;
const strings = [
  '""',
  '"x"',
  '"a,b"',
  '`raw`',
  '"\\n"',
  '"%s"',
  '"%v %d"',
  '"%5.2f|%-8q"',
  '"é"',
  '"{\\"a\\":[1,2]}"',
  '"2024-01-02"',
  '"}}"',
] as const;
const numbers = [
  '0',
  '1',
  '2',
  '-1',
  '3',
  '10',
  '1.5',
  '1e3',
  '0x1F',
  '010',
  "'a'",
  '1_000',
  '2.0',
  '1i',
  '9223372036854775807',
  '-0.0',
  '0b11',
] as const;
const oddities = [
  ' ',
  '(',
  ')',
  '|',
  ':=',
  '=',
  ',',
  '.',
  '$',
  '"',
  '`',
  '-',
  '}}',
  '{{',
  '{{-',
  '-}}',
  '/*',
  '*/',
  'nil',
  'end',
  'else',
  '\\',
  '\u00a0',
  '!',
  '..',
  '1x',
] as const;

/**
 * Makes a random template: mostly sound, now and then broken.
 *
 * @param depth - How deep actions and parentheses may nest.
 */
export function generateTemplate(random: Random, vocabulary: Vocabulary, depth = 4): string {
  const template = new Writer(random, vocabulary).list(depth, 5);
  return random.oneIn(6) ? breakIt(random, template) : template;
}

/** Cuts, doubles or inserts something somewhere. */
export function breakIt(random: Random, template: string): string {
  const at = random.below(template.length + 1);
  const to = Math.min(template.length, at + 1 + random.below(6));
  switch (random.below(4)) {
    case 0:
      return template.slice(0, at) + template.slice(to);
    case 1:
      return template.slice(0, at) + random.pick(oddities) + template.slice(at);
    case 2:
      return template.slice(0, to) + template.slice(at);
    default:
      return template.slice(0, at) + random.pick(oddities) + template.slice(to);
  }
}

class Writer {
  readonly #random: Random;
  readonly #vocabulary: Vocabulary;
  #variables: string[] = ['$'];
  #defined: string[] = [];
  #loops = 0;

  constructor(random: Random, vocabulary: Vocabulary) {
    this.#random = random;
    this.#vocabulary = vocabulary;
  }

  list(depth: number, most: number): string {
    const kept = this.#variables.length;
    const written = this.#random.several(0, most, () => this.#piece(depth)).join('');
    this.#variables.length = kept;
    return written;
  }

  #piece(depth: number): string {
    const choice = this.#random.below(depth > 0 ? 16 : 6);
    if (choice < 2) return this.#random.pick(texts);
    if (choice < 6) return this.#action(this.#pipeline(depth));
    if (choice < 8) return this.#declaration(depth);
    if (choice < 10) return this.#branch('if', depth);
    if (choice < 11) return this.#branch('with', depth);
    if (choice < 13) return this.#loop(depth);
    if (choice === 13) return this.#jump();
    if (choice === 14) return this.#call(depth);
    return this.#random.oneIn(3) ? '{{/* comment */}}' : this.#define(depth);
  }

  #action(inner: string): string {
    const left = this.#random.oneIn(5) ? '{{- ' : this.#random.oneIn(3) ? '{{' : '{{ ';
    const right = this.#random.oneIn(5) ? ' -}}' : this.#random.oneIn(3) ? '}}' : ' }}';
    return left + inner + right;
  }

  #declaration(depth: number): string {
    const name = this.#random.pick(['$x', '$y', '$z', '$i']);
    const assigns = this.#random.oneIn(3);
    const written = this.#action(`${name} ${assigns ? '=' : ':='} ${this.#pipeline(depth)}`);
    if (!this.#variables.includes(name)) this.#variables.push(name);
    return written;
  }

  #branch(word: 'if' | 'with', depth: number): string {
    const open = this.#action(`${word} ${this.#pipeline(depth - 1)}`);
    const body = this.list(depth - 1, 3);
    const chained = this.#random.oneIn(4)
      ? this.#action(`else ${word} ${this.#pipeline(depth - 1)}`) + this.list(depth - 1, 2)
      : '';
    const otherwise = this.#random.oneIn(2) ? this.#action('else') + this.list(depth - 1, 2) : '';
    return open + body + chained + otherwise + this.#action('end');
  }

  #loop(depth: number): string {
    const kept = this.#variables.length;
    const variables = this.#random.pick(['', '', '$x := ', '$i, $x := ', '$x = ', '$i, $y := ']);
    const open = this.#action(`range ${variables}${this.#pipeline(depth - 1)}`);
    this.#variables.push(...(variables.match(/\$\w+/g) ?? []));
    this.#loops += 1;
    const body = this.list(depth - 1, 3);
    this.#loops -= 1;
    const otherwise = this.#random.oneIn(3) ? this.#action('else') + this.list(depth - 1, 2) : '';
    this.#variables.length = kept;
    return open + body + otherwise + this.#action('end');
  }

  #jump(): string {
    if (this.#loops === 0 && !this.#random.oneIn(20)) return '';
    return this.#action(this.#random.pick(['break', 'continue']));
  }

  #call(depth: number): string {
    const name = this.#random.pick([...this.#defined, 't1', 't2']);
    const dot = this.#random.oneIn(3) ? '' : ` ${this.#pipeline(depth - 1)}`;
    if (!this.#random.oneIn(4)) return this.#action(`template "${name}"${dot}`);
    return this.#action(`block "${name}"${dot || ' .'}`) + this.list(depth - 1, 2) + this.#action('end');
  }

  #define(depth: number): string {
    const name = this.#random.pick(['t1', 't2', 't3']);
    this.#defined.push(name);
    const [variables, loops] = [this.#variables, this.#loops];
    this.#variables = ['$'];
    this.#loops = 0;
    const body = this.list(depth - 1, 3);
    this.#variables = variables;
    this.#loops = loops;
    return this.#action(`define "${name}"`) + body + this.#action('end');
  }

  #pipeline(depth: number): string {
    const first = this.#command(depth);
    const rest = this.#random.oneIn(3) ? this.#random.several(1, 3, () => this.#function(depth, true)) : [];
    return [first, ...rest].join(this.#random.oneIn(4) ? '|' : ' | ');
  }

  #command(depth: number): string {
    return this.#random.oneIn(2) ? this.#function(depth, false) : this.#operand(depth);
  }

  // Mostly with as many arguments as it takes, of the right types; a pipeline gives the last one.
  #function(depth: number, isPiped: boolean, result?: string): string {
    const { functions } = this.#vocabulary;
    const fitting = result === undefined ? functions : functions.filter((word) => word.result === result);
    const { name, params, variadic } = this.#random.pick(fitting.length === 0 ? functions : fitting);
    const repeated = variadic ? this.#random.below(4) - 1 : 0;
    const wrong = this.#random.oneIn(30) ? this.#random.pick([-1, 1]) : 0;
    const count = Math.max(0, params.length + repeated + wrong - (isPiped ? 1 : 0));
    const args = Array.from({ length: count }, (_, i) =>
      this.#argument(depth - 1, params[Math.min(i, params.length - 1)]),
    );
    return [name, ...args].join(' ');
  }

  #argument(depth: number, type: string | undefined): string {
    if (this.#random.oneIn(8)) return this.#operand(depth);
    if (depth > 0 && type !== undefined && this.#random.oneIn(3)) return `(${this.#function(depth, false, type)})`;
    switch (type) {
      case 'string':
        return this.#random.oneIn(2) ? `.${this.#random.pick(this.#vocabulary.keys)}` : this.#random.pick(strings);
      case 'int':
      case 'int64':
      case 'float64':
      case 'uint32':
        return this.#random.pick(numbers);
      case 'bool':
        return this.#random.pick(['true', 'false']);
      case 'dict':
        return this.#random.pick([
          '(fromJson .j)',
          '(dict "x" 1 "a" .a)',
          '(dict)',
          '(fromYaml .y)',
          '(dict "x" (dict "x" nil))',
        ]);
      case '[]any':
        return this.#random.pick(['(list)', '(list "x" .a)', 'nil', '(list 1 nil (list))']);
      case 'time.Time':
        return this.#random.pick(['now', '(toDate "2006-01-02" "2024-01-02")']);
      default:
        return this.#random.oneIn(3)
          ? this.#random.pick(['(fromJson .j).a', '(list 1 "x" nil)', '(splitList "," .b)', '(fromJson .j)'])
          : this.#operand(depth);
    }
  }

  #operand(depth: number): string {
    const choice = this.#random.below(depth > 0 ? 14 : 9);
    if (choice < 3) return `.${this.#random.pick(this.#vocabulary.keys)}${this.#random.oneIn(8) ? '.x' : ''}`;
    if (choice < 4)
      return (
        this.#random.pick(this.#variables) +
        (this.#random.oneIn(4) ? `.${this.#random.pick(this.#vocabulary.keys)}` : '')
      );
    if (choice < 6) return this.#random.pick(strings);
    if (choice < 8) return this.#random.pick(numbers);
    if (choice < 9) return this.#random.pick(['.', '.', 'true', 'false', 'nil', '$']);
    const inner = `(${this.#pipeline(depth - 1)})`;
    return this.#random.oneIn(5) ? `${inner}.${this.#random.pick(['x', 'a', 'Year', 'Major'])}` : inner;
  }
}
