// Sprig's number functions, as external-secrets vendors them: numeric.go. Integers are int64 and wrap around.

import type { Bytes } from '../../go/byte-string.ts';
import { Decimal } from '../../go/decimal.ts';
import { parseGoInt } from '../../go/parse-number.ts';
import { powerOfTen } from '../../go/power-of-ten.ts';
import { type CallContext, FunctionError, GoInt, GoList, type Value } from '../value.ts';
import { printValue } from '../values/print-value.ts';
import { toFloat64 } from '../values/to-float64.ts';
import { toInt64 } from '../values/to-int64.ts';
import { type Family, fn, impure, impureVariadic, variadic } from './family.ts';

const sum = (values: readonly Value[]) => values.reduce((total: bigint, value) => total + toInt64(value), 0n);
const wrapped = (value: bigint) => BigInt.asIntN(64, value);

function divisor(value: Value): bigint {
  const by = toInt64(value);
  if (by === 0n) throw new FunctionError('runtime error: integer divide by zero');
  return by;
}

const mul = variadic(['any', 'any'], 'int64', (a, ...more) => {
  return more.reduce((product: bigint, value) => wrapped(product * toInt64(value)), toInt64(a));
});

const max = variadic(['any', 'any'], 'int64', (a, ...more) => {
  return more.map(toInt64).reduce(greater, toInt64(a));
});

const min = variadic(['any', 'any'], 'int64', (a, ...more) => {
  return more.map(toInt64).reduce((least, value) => (greater(least, value) === value ? least : value), toInt64(a));
});

function greater(a: bigint, b: bigint): bigint {
  if (a > b) return a;
  return b;
}

// In Go infinity wins over NaN.
function greatest(values: readonly number[]): number {
  return values.includes(Number.POSITIVE_INFINITY) ? Number.POSITIVE_INFINITY : Math.max(...values);
}

type Operation = (a: Decimal, b: Decimal) => Decimal;

const plus: Operation = (a, b) => a.plus(b);

// In decimals 0.1 and 0.2 make 0.3.
function calculate(first: number, others: readonly Value[], operation: Operation): number {
  return others
    .map((value) => decimal(toFloat64(value)))
    .reduce(operation, decimal(first))
    .toNumber();
}

function decimal(value: number): Decimal {
  if (Number.isFinite(value)) return Decimal.of(value);
  throw new FunctionError(`Cannot create a Decimal from ${printValue(value)}`);
}

function divide(a: Decimal, b: Decimal): Decimal {
  if (b.digits === 0n) throw new FunctionError('decimal division by 0');
  return a.dividedBy(b);
}

// A negative number has a negative fraction, so it is always rounded down: -2.4 to -3.
const round = variadic(['any', 'int', 'float64'], 'float64', (a, places, ...limit) => {
  const power = powerOfTen(Number(places));
  const shifted = power * toFloat64(a);
  const isUp = fraction(shifted) >= (limit[0] ?? 0.5);
  return (isUp ? Math.ceil(shifted) : Math.floor(shifted)) / power;
});

// Of an infinity it is NaN, as in Go.
function fraction(value: number): number {
  return value - Math.trunc(value);
}

const toDecimal = fn(['any'], 'int64', (value) => {
  const { value: parsed, problem } = parseGoInt(printValue(value), 8);
  return problem === undefined ? parsed : 0n;
});

const until = impure(['int'], '[]int', (call, count) => intList(range(0n, count, count < 0n ? -1n : 1n, call)));

const untilStep = impure(['int', 'int', 'int'], '[]int', (call, start, stop, step) => {
  return intList(range(start, stop, step, call));
});

// As the shell's seq: the last number is included.
const seq = impureVariadic(['int'], 'string', (call, ...params) => {
  const [a = 0n, b = 0n, c = 0n] = params;
  if (params.length === 0 || params.length > 3) return '' as Bytes;
  const [start, end] = params.length === 1 ? [1n, a] : [a, params.length === 2 ? b : c];
  const direction = end < start ? -1n : 1n;
  const step = params.length === 3 ? b : direction;
  return range(start, end + direction, step, call).join(' ') as Bytes;
});

// A number in a list takes about as much memory as so many steps take time.
const stepsPerNumber = 10;

function range(start: bigint, stop: bigint, step: bigint, call: CallContext): bigint[] {
  if (stop < start ? step >= 0n : step <= 0n) return [];
  const distance = stop < start ? start - stop : stop - start;
  const size = step < 0n ? -step : step;
  const count = (distance + size - 1n) / size;
  call.spend(stepsPerNumber * Number(count));
  return Array.from({ length: Number(count) }, (_, i) => start + BigInt(i) * step);
}

function intList(numbers: readonly bigint[]): GoList {
  return GoList.appended(
    numbers.map((number) => new GoInt('int', number)),
    '[]int',
  );
}

/** Functions on numbers. What is no number counts as zero. */
export const math: Family = {
  add: variadic(['any'], 'int64', (...values) => wrapped(sum(values))),
  add1: fn(['any'], 'int64', (value) => wrapped(toInt64(value) + 1n)),
  sub: fn(['any', 'any'], 'int64', (a, b) => wrapped(toInt64(a) - toInt64(b))),
  mul,
  div: fn(['any', 'any'], 'int64', (a, b) => wrapped(toInt64(a) / divisor(b))),
  mod: fn(['any', 'any'], 'int64', (a, b) => toInt64(a) % divisor(b)),
  max,
  biggest: max,
  min,
  addf: variadic(['any'], 'float64', (...values) => calculate(0, values, plus)),
  add1f: fn(['any'], 'float64', (value) => calculate(toFloat64(value), [1], plus)),
  subf: variadic(['any', 'any'], 'float64', (a, ...more) => calculate(toFloat64(a), more, (x, y) => x.minus(y))),
  mulf: variadic(['any', 'any'], 'float64', (a, ...more) => calculate(toFloat64(a), more, (x, y) => x.times(y))),
  divf: variadic(['any', 'any'], 'float64', (a, ...more) => calculate(toFloat64(a), more, divide)),
  maxf: variadic(['any', 'any'], 'float64', (...values) => greatest(values.map(toFloat64))),
  minf: variadic(['any', 'any'], 'float64', (...values) => -greatest(values.map((value) => -toFloat64(value)))),
  floor: fn(['any'], 'float64', (value) => Math.floor(toFloat64(value))),
  ceil: fn(['any'], 'float64', (value) => Math.ceil(toFloat64(value))),
  round,
  int: fn(['any'], 'int', toInt64),
  int64: fn(['any'], 'int64', toInt64),
  float64: fn(['any'], 'float64', toFloat64),
  // Out of range it is the nearest integer there is.
  atoi: fn(['string'], 'int', (s) => parseGoInt(s).value),
  toDecimal,
  until,
  untilStep,
  seq,
};
