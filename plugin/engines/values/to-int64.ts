import { parseGoInt } from '../../go/parse-number.ts';
import { GoInt, GoObject, type Value } from '../value.ts';

/**
 * Makes an int64 of whatever it gets; zero of what is no number.
 *
 * @remarks
 * spf13/cast v1.10: `ToInt64`. In a text what follows the point is dropped, a prefix gives the base (`010` is 8), and white space,
 * exponents and sizes beyond 64 bits make it no number.
 */
export function toInt64(value: Value): bigint {
  if (typeof value === 'string') return fromText(value);
  if (typeof value === 'number') return fromFloat(value);
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (value instanceof GoInt) return BigInt.asIntN(64, value.value);
  if (value instanceof GoObject) return value.integer() ?? 0n;
  return 0n;
}

function fromText(text: string): bigint {
  const whole = /^([-+]?\d*)(?:\.\d*)?$/.exec(text)?.[1];
  const { value, problem } = parseGoInt(text.includes('.') && whole !== undefined ? whole : text, 0);
  return problem === undefined ? value : 0n;
}

// What does not fit becomes the least integer, as on amd64.
function fromFloat(value: number): bigint {
  const least = -(2n ** 63n);
  if (!Number.isFinite(value)) return least;
  const whole = BigInt(Math.trunc(value));
  return whole === BigInt.asIntN(64, whole) ? whole : least;
}
