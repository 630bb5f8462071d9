import { allOf } from '../errors/all-of.ts';
import type { EsrError } from '../errors/esr-error.ts';
import { generatorError } from '../errors/generator.ts';
import { throwAll } from '../errors/map-all.ts';
import { encodeBase64 } from '../go/base64.ts';
import { bufferOf, bytesOf } from '../go/byte-string.ts';
import { encodeBase32 } from '../go/encode-base32.ts';
import { Sensitive } from '../model/sensitive.ts';
import { type Draw, drawFrom } from './draw.ts';
import type { Generator, GeneratorInfo } from './generator.ts';

// Password. ESO: generators/v1/password/password.go, and sethvargo/go-password behind it.

interface Fields {
  readonly length: number;
  readonly digits?: number;
  readonly symbols?: number;
  readonly symbolCharacters?: string;
  readonly noUpper: boolean;
  readonly allowRepeat: boolean;
  readonly secretKeys?: readonly string[];
  readonly encoding: 'raw' | 'base64' | 'base64url' | 'base32' | 'hex';
}

/** A pool of characters, and how many of them a password has. */
interface Share {
  readonly what: 'letters' | 'digits' | 'symbols';
  readonly from: readonly string[];
  readonly count: number;
}

const lowerLetters = 'abcdefghijklmnopqrstuvwxyz';
const defaultSymbols = '~!@#$%^&*()_+`-={}|[]\\:"<>?,./';
const defaultLength = 24;
/** What a Secret holds. */
const mostBytes = 1024 * 1024;

/** Random passwords, one for each of `secretKeys`. */
export const generator: Generator = {
  random: true,
  outputs(spec) {
    const { secretKeys = [] } = spec as unknown as Fields;
    return secretKeys.length === 0 ? ['password'] : secretKeys;
  },
  async generate(spec, info, context) {
    const fields = spec as unknown as Fields;
    const [keys, shares] = allOf(
      () => secretKeysOf(fields, info),
      () => sharesOf(fields, info),
    );
    const draw = drawFrom(context.random());
    const encode = encoders[fields.encoding];
    return new Map(keys.map((key) => [key, new Sensitive(encode(passwordOf(shares, fields, draw, info)))]));
  },
};

function secretKeysOf({ secretKeys = [] }: Fields, info: GeneratorInfo): readonly string[] {
  if (secretKeys.length === 0) return ['password'];
  if (secretKeys.includes('') || new Set(secretKeys).size < secretKeys.length) {
    throw generatorError('PASSWORD_KEYS', {}, info.place('secretKeys'));
  }
  return secretKeys;
}

function sharesOf(fields: Fields, info: GeneratorInfo): readonly Share[] {
  const length = fields.length > 0 ? fields.length : defaultLength;
  if (length > mostBytes) throw generatorError('PASSWORD_LENGTH', { length, most: mostBytes }, info.place('length'));
  const quarter = Math.trunc(Math.fround(length) * 0.25);
  const { digits = quarter, symbols = quarter } = fields;
  const letters = length - digits - symbols;
  if (letters < 0) throw generatorError('PASSWORD_COUNTS', { length, digits, symbols }, info.place('length'));
  // Fewer than none makes room for letters, as in the operator.
  if (letters > mostBytes)
    throw generatorError('PASSWORD_LENGTH', { length: letters, most: mostBytes }, info.place(''));
  const shares: readonly Share[] = [
    { what: 'letters', from: [...lowerLetters, ...(fields.noUpper ? '' : lowerLetters.toUpperCase())], count: letters },
    { what: 'digits', from: [...'0123456789'], count: digits },
    // By characters: the operator takes the bytes of those that are not ASCII apart, and makes others of them.
    { what: 'symbols', from: [...(fields.symbolCharacters || defaultSymbols)], count: symbols },
  ];
  const short = shares.filter(({ from, count }) => !fields.allowRepeat && count > from.length);
  throwAll(short.map(({ what, from, count }) => tooFew(what, count, from.length, info)));
  return shares;
}

/**
 * Draws the characters, and puts them in random order.
 *
 * @remarks
 * The operator draws again what it has already, and inserts each character at a random place; what comes out is as likely
 * here. Where the symbols hold a character twice, or a letter, it may draw for ever: here too few of them are an error.
 */
function passwordOf(shares: readonly Share[], { allowRepeat }: Fields, draw: Draw, info: GeneratorInfo): string {
  const password: string[] = [];
  for (const { what, from, count } of shares) {
    const left = allowRepeat ? from : [...new Set(from)].filter((one) => !password.includes(one));
    if (count > 0 && left.length < (allowRepeat ? 1 : count)) throw tooFew(what, count, left.length, info);
    for (const one of allowRepeat ? draws(count, left, draw) : drawsOnce(count, left, draw)) password.push(one);
  }
  for (let last = password.length - 1; last > 0; last -= 1) {
    const other = draw(last + 1);
    [password[last], password[other]] = [password[other] as string, password[last] as string];
  }
  return password.join('');
}

function draws(count: number, from: readonly string[], draw: Draw): string[] {
  const chosen: string[] = [];
  while (chosen.length < count) chosen.push(from[draw(from.length)] as string);
  return chosen;
}

function drawsOnce(count: number, from: readonly string[], draw: Draw): string[] {
  const left = [...from];
  const chosen: string[] = [];
  while (chosen.length < count) {
    const index = draw(left.length);
    chosen.push(left[index] as string);
    left[index] = left.at(-1) as string;
    left.pop();
  }
  return chosen;
}

function tooFew(what: Share['what'], wanted: number, available: number, info: GeneratorInfo): EsrError {
  const field = { letters: 'length', digits: 'digits', symbols: 'symbols' }[what];
  return generatorError('PASSWORD_REPEATS', { what, wanted, available }, info.place(field));
}

const encoders: Readonly<Record<Fields['encoding'], (password: string) => Buffer>> = {
  raw: (password) => Buffer.from(password),
  base64: (password) => bufferOf(encodeBase64(bytesOf(password))),
  base64url: (password) => bufferOf(encodeBase64(bytesOf(password), 'url')),
  base32: (password) => bufferOf(encodeBase32(bytesOf(password))),
  hex: (password) => Buffer.from(Buffer.from(password).toString('hex')),
};
