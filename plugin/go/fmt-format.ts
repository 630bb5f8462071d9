import type { Bytes } from './byte-string.ts';
import { decodeRune } from './decode-rune.ts';
import { encodeRune } from './encode-rune.ts';
import { type Flags, plainFlags } from './fmt-flags.ts';
import { formatValue } from './fmt-printer.ts';
import { typeName } from './type-name.ts';
import { GoInt, type Value } from './value.ts';

// Width and precision beyond this are not taken (fmt/print.go, tooLarge).
const most = 1_000_000;
const decimalDigits = /[0-9]*/y;

/**
 * Formats operands as Go's `fmt.Sprintf`. What does not fit shows in the text: `%!d(string=a)`, `%!d(MISSING)`.
 *
 * @remarks Go: doPrintf in fmt/print.go.
 */
export function sprintf(format: Bytes, ...values: readonly Value[]): Bytes {
  let at = format.indexOf('%');
  if (at < 0 && values.length === 0) return format;
  const formatter = new Formatter(format, values);
  let out = '';
  let done = 0;
  for (; at >= 0; at = format.indexOf('%', done)) {
    out += format.slice(done, at);
    out += formatter.directive(at + 1);
    done = formatter.at;
  }
  return (out + format.slice(done) + formatter.extra()) as Bytes;
}

class Formatter {
  readonly #format: Bytes;
  readonly #values: readonly Value[];
  /** Where the text goes on after the last directive. */
  at = 0;
  #next = 0;
  #reordered = false;
  #goodIndex = true;
  #afterIndex = false;

  constructor(format: Bytes, values: readonly Value[]) {
    this.#format = format;
    this.#values = values;
  }

  directive(start: number): string {
    this.at = start;
    this.#goodIndex = true;
    const flags = this.#readFlags();
    this.#afterIndex = this.#index();
    const problem = this.#readWidth(flags) + this.#readPrecision(flags);
    if (!this.#afterIndex) this.#afterIndex = this.#index();
    if (this.at >= this.#format.length) return `${problem}%!(NOVERB)`;
    const { code, width } = decodeRune(this.#format, this.at);
    // A byte that is no UTF-8 shows as U+FFFD.
    const verb = encodeRune(code);
    this.at += width;
    return problem + this.#apply(flags, verb);
  }

  /** What is left of the operands, unless they were taken out of order. */
  extra(): string {
    if (this.#reordered || this.#next >= this.#values.length) return '';
    const shown = this.#values.slice(this.#next).map((value) => {
      if (value === null || value === undefined) return '<nil>';
      return `${typeName(value)}=${formatValue(plainFlags(), value, 'v')}`;
    });
    return `%!(EXTRA ${shown.join(', ')})`;
  }

  #readFlags(): Flags {
    const flags = plainFlags();
    for (; this.at < this.#format.length; this.at += 1) {
      switch (this.#format[this.at]) {
        case '#':
          flags.sharp = true;
          break;
        case '0':
          flags.zero = true;
          break;
        case '+':
          flags.plus = true;
          break;
        case '-':
          flags.minus = true;
          break;
        case ' ':
          flags.space = true;
          break;
        default:
          return flags;
      }
    }
    return flags;
  }

  // `[n]` chooses the operand. Gives whether there was one.
  #index(): boolean {
    if (this.#format[this.at] !== '[') return false;
    this.#reordered = true;
    const close = this.#format.indexOf(']', this.at + 1);
    if (close < 0 || this.#format.length - this.at < 3) {
      this.at += 1;
      this.#goodIndex = false;
      return false;
    }
    const inner = this.#format.slice(this.at + 1, close);
    this.at = close + 1;
    const number = readNumber(inner);
    const isNumber = number !== undefined && /^[0-9]+$/.test(inner);
    if (isNumber && number >= 1 && number <= this.#values.length) this.#next = number - 1;
    else this.#goodIndex = false;
    return isNumber;
  }

  #readWidth(flags: Flags): string {
    if (this.#format[this.at] === '*') {
      this.at += 1;
      const width = this.#operand();
      this.#afterIndex = false;
      if (width === undefined) return '%!(BADWIDTH)';
      flags.width = Math.abs(width);
      if (width < 0) {
        flags.minus = true;
        flags.zero = false;
      }
      return '';
    }
    flags.width = this.#number();
    if (this.#afterIndex && flags.width !== undefined) this.#goodIndex = false;
    return '';
  }

  #readPrecision(flags: Flags): string {
    if (this.#format[this.at] !== '.' || this.at + 1 >= this.#format.length) return '';
    this.at += 1;
    if (this.#afterIndex) this.#goodIndex = false;
    this.#afterIndex = this.#index();
    if (this.#format[this.at] !== '*') {
      flags.precision = this.#number() ?? 0;
      return '';
    }
    this.at += 1;
    const precision = this.#operand();
    this.#afterIndex = false;
    if (precision === undefined || precision < 0) return '%!(BADPREC)';
    flags.precision = precision;
    return '';
  }

  // A number that is too large eats the rest of the format.
  #number(): number | undefined {
    decimalDigits.lastIndex = this.at;
    const digits = decimalDigits.exec(this.#format)?.[0] ?? '';
    if (digits === '') return undefined;
    const number = readNumber(digits);
    this.at = number === undefined ? this.#format.length : this.at + digits.length;
    return number;
  }

  // Width or precision from an operand, under `*`.
  #operand(): number | undefined {
    if (this.#next >= this.#values.length) return undefined;
    const value = this.#values[this.#next];
    this.#next += 1;
    const integer = value instanceof GoInt ? value.value : typeof value === 'object' ? objectInteger(value) : undefined;
    if (integer === undefined) return undefined;
    const number = Number(integer);
    return Math.abs(number) > most ? undefined : number;
  }

  #apply(flags: Flags, verb: string): string {
    if (verb === '%') return '%';
    if (!this.#goodIndex) return `%!${verb}(BADINDEX)`;
    if (this.#next >= this.#values.length) return `%!${verb}(MISSING)`;
    if (verb === 'v' || verb === 'w') {
      flags.sharpV = flags.sharp;
      flags.plusV = flags.plus;
      flags.sharp = false;
      flags.plus = false;
    }
    const value = this.#values[this.#next];
    this.#next += 1;
    return formatValue(flags, value, verb);
  }
}

function objectInteger(value: Value): bigint | undefined {
  return value !== null && typeof value === 'object' && 'integer' in value ? value.integer() : undefined;
}

// As fmt's parsenum: a digit may follow as long as the number so far is in bounds.
function readNumber(digits: string): number | undefined {
  let number = 0;
  for (const digit of digits) {
    if (digit < '0' || digit > '9') break;
    if (number > most) return undefined;
    number = number * 10 + Number(digit);
  }
  return number;
}
