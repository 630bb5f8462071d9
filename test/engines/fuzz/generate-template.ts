import type { Random } from './random.ts';

/** What templates are made of. */
export interface Vocabulary {
  /** Function names, each with how many arguments it takes at least and at most. */
  readonly functions: readonly (readonly [name: string, least: number, most: number])[];
  readonly keys: readonly string[];
}

const texts = ['', ' ', 'x', '\n', 'é', '}}', '{', '  \n\t', 'key: ', '"', "'", '日本', '{{"', '-'] as const;
const strings = ['""', '"x"', '"a,b"', '`raw`', '"\\n"', '"%s"', '"%v %d"', '"%5.2f|%-8q"', '"é"', '"{\\"a\\":[1,2]}"', '"2024-01-02"', '"}}"'] as const;
const numbers = ['0', '1', '2', '-1', '3', '10', '1.5', '1e3', '0x1F', '010', "'a'", '1_000', '2.0', '1i', '9223372036854775807', '-0.0', '0b11'] as const;
const oddities = [' ', '(', ')', '|', ':=', '=', ',', '.', '$', '"', '`', '-', '}}', '{{', '{{-', '-}}', '/*', '*/', 'nil', 'end', 'else', '\\', '\u00a0', '!', '..', '1x'] as const;

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
    const chained = this.#random.oneIn(4) ? this.#action(`else ${word} ${this.#pipeline(depth - 1)}`) + this.list(depth - 1, 2) : '';
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

  // Mostly with as many arguments as it takes; a pipeline gives the last one.
  #function(depth: number, isPiped: boolean): string {
    const [name, least, most] = this.#random.pick(this.#vocabulary.functions);
    const wrong = this.#random.oneIn(25) ? this.#random.pick([-1, 1]) : 0;
    const count = least + this.#random.below(most - least + 1) + wrong - (isPiped ? 1 : 0);
    return [name, ...Array.from({ length: Math.max(0, count) }, () => this.#operand(depth - 1))].join(' ');
  }

  #operand(depth: number): string {
    const choice = this.#random.below(depth > 0 ? 14 : 9);
    if (choice < 3) return `.${this.#random.pick(this.#vocabulary.keys)}${this.#random.oneIn(8) ? '.x' : ''}`;
    if (choice < 4) return this.#random.pick(this.#variables) + (this.#random.oneIn(4) ? `.${this.#random.pick(this.#vocabulary.keys)}` : '');
    if (choice < 6) return this.#random.pick(strings);
    if (choice < 8) return this.#random.pick(numbers);
    if (choice < 9) return this.#random.pick(['.', '.', 'true', 'false', 'nil', '$']);
    const inner = `(${this.#pipeline(depth - 1)})`;
    return this.#random.oneIn(5) ? `${inner}.${this.#random.pick(['x', 'a', 'Year', 'Major'])}` : inner;
  }
}
