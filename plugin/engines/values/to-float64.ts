import { parseGoFloat } from '../../go/parse-number.ts';
import { GoInt, GoObject, type Value } from '../value.ts';

/**
 * Makes a float64 of whatever it gets; zero of what is no number.
 *
 * @remarks spf13/cast v1.10: `ToFloat64`. A text is read as a Go float (`1e3`, `0x1p-2`, `Inf`, `1_000`).
 */
export function toFloat64(value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof GoInt) return Number(value.value);
  if (value instanceof GoObject) return Number(value.integer() ?? 0n);
  if (typeof value !== 'string') return 0;
  const { value: parsed, problem } = parseGoFloat(value);
  return problem === undefined ? parsed : 0;
}
