import type { Bytes } from '../../go/byte-string.ts';
import { parseGoFloat, parseGoInt, parseGoUint } from '../../go/parse-number.ts';
import { quote } from '../../go/quote.ts';
import { unquoteChar } from '../../go/unquote.ts';
import { GoComplex } from '../../go/value.ts';
import type { NumberNode } from './nodes.ts';
import type { Token } from './tokens.ts';

/**
 * Reads a number or character constant as every type that can hold it.
 *
 * @remarks Go: newNumber in text/template/parse/node.go.
 * @returns The node, or Go's message.
 */
export function readNumber(token: Token): NumberNode | string {
  const { at, text } = token;
  if (token.kind === 'character constant') return readCharacter(at, text);
  const complex = token.kind === 'complex' ? readComplex(text) : readImaginary(text);
  if (complex !== undefined)
    return { kind: 'number', at, text, complex, ...(complex.imaginary === 0 ? fits(complex.real) : {}) };
  if (token.kind === 'complex') return 'invalid syntax';
  return readInteger(at, text) ?? readFloat(at, text);
}

function readCharacter(at: number, text: Bytes): NumberNode | string {
  const one = unquoteChar(text, 1, "'");
  if (one === undefined) return 'invalid syntax';
  if (text.slice(one.next) !== "'") return `malformed character constant: ${text}`;
  const code = BigInt(one.code);
  return { kind: 'number', at, text, int: code, uint: code, float: one.code };
}

function readComplex(text: Bytes): GoComplex | undefined {
  const cut = text.slice(1, -1).search(/(?<![eEpP])[+-]/) + 1;
  const real = parseGoFloat(text.slice(0, cut));
  const imaginary = parseGoFloat(text.slice(cut, -1));
  if (real.problem !== undefined || imaginary.problem !== undefined) return undefined;
  return new GoComplex(real.value, imaginary.value);
}

function readImaginary(text: Bytes): GoComplex | undefined {
  if (!text.endsWith('i')) return undefined;
  const { value, problem } = parseGoFloat(text.slice(0, -1));
  return problem === undefined ? new GoComplex(0, value) : undefined;
}

function readInteger(at: number, text: Bytes): NumberNode | undefined {
  const unsigned = parseGoUint(text, 0);
  const signed = parseGoInt(text, 0);
  const int = signed.problem === undefined ? { int: signed.value, float: Number(signed.value) } : undefined;
  // -0 is no unsigned number by its syntax, but zero is one.
  const uint = unsigned.problem === undefined ? unsigned.value : int?.int === 0n ? 0n : undefined;
  if (int === undefined && uint === undefined) return undefined;
  return { kind: 'number', at, text, float: Number(uint), ...int, ...(uint === undefined ? {} : { uint }) };
}

function readFloat(at: number, text: Bytes): NumberNode | string {
  const { value, problem } = parseGoFloat(text);
  if (problem !== undefined) return `illegal number syntax: ${quote(text)}`;
  // What looks like an integer and was none is too large for one.
  if (!/[.eEpP]/.test(text)) return `integer overflow: ${quote(text)}`;
  return { kind: 'number', at, text, ...fits(value) };
}

function fits(value: number): { float: number; int?: bigint; uint?: bigint } {
  if (!Number.isInteger(value)) return { float: value };
  const whole = BigInt(value);
  return {
    float: value,
    ...(BigInt.asIntN(64, whole) === whole ? { int: whole } : {}),
    ...(BigInt.asUintN(64, whole) === whole ? { uint: whole } : {}),
  };
}
