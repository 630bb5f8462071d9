import type { Bytes } from '../../go/byte-string.ts';
import type { CallContext, GoFunction, GoList, GoMap, GoType, Value } from '../value.ts';

/**
 * Functions by name; one file a family, merged in `registry.ts`.
 *
 * @remarks
 * What a body may rely on: arguments are checked and converted (`gotemplate/call.ts`); `any` is never `undefined`, nil is
 * `null`; a result given as bigint is wrapped to the result type, and a body whose result is `any` gives `GoInt` itself.
 * To fail as Go's function does, throw `FunctionError` without a value in its text. A Go panic is any other error.
 */
export type Family = Readonly<Record<string, GoFunction>>;

/** What a body receives for a parameter of a type. */
interface Received {
  string: Bytes;
  bool: boolean;
  int: bigint;
  int64: bigint;
  float64: number;
  any: Value;
  dict: GoMap;
  '[]any': GoList;
  '[]string': GoList;
}

/** What a body gives back for a result type: integers as bigint, wrapped and typed by the caller. */
type Given<T extends GoType> = T extends keyof Received ? Received[T] : Value;
type Arguments<P extends readonly GoType[]> = { [I in keyof P]: P[I] extends keyof Received ? Received[P[I]] : Value };
type Rest<P extends readonly GoType[]> = P extends readonly [
  ...infer Head extends readonly GoType[],
  infer Last extends GoType,
]
  ? [...Arguments<Head>, ...(Last extends keyof Received ? Received[Last] : Value)[]]
  : never;

/**
 * Makes a function of fixed arity. The evaluator checks the arguments against `params`; the body gets plain checked values.
 *
 * @example
 * ```ts
 * trunc: fn(['int', 'string'], 'string', (count, s) => …)
 * ```
 */
export function fn<const P extends readonly GoType[], R extends GoType>(
  params: P,
  result: R,
  body: (...args: Arguments<P>) => Given<R>,
): GoFunction {
  return {
    params,
    variadic: false,
    result,
    body: (_call, args) => (body as unknown as (...args: readonly unknown[]) => Value)(...args),
  };
}

/** Makes a function whose last parameter repeats. */
export function variadic<const P extends readonly GoType[], R extends GoType>(
  params: P,
  result: R,
  body: (...args: Rest<P>) => Given<R>,
): GoFunction {
  return {
    params,
    variadic: true,
    result,
    body: (_call, args) => (body as unknown as (...args: readonly unknown[]) => Value)(...args),
  };
}

/** Makes a function that needs the clock, randomness or the budget: its body receives the call first. */
export function impure<const P extends readonly GoType[], R extends GoType>(
  params: P,
  result: R,
  body: (call: CallContext, ...args: Arguments<P>) => Given<R>,
): GoFunction {
  return {
    params,
    variadic: false,
    result,
    body: (call, args) => (body as unknown as (call: CallContext, ...args: readonly unknown[]) => Value)(call, ...args),
  };
}

/** Makes a function that is both: its body receives the call first, and its last parameter repeats. */
export function impureVariadic<const P extends readonly GoType[], R extends GoType>(
  params: P,
  result: R,
  body: (call: CallContext, ...args: Rest<P>) => Given<R>,
): GoFunction {
  return {
    params,
    variadic: true,
    result,
    body: (call, args) => (body as unknown as (call: CallContext, ...args: readonly unknown[]) => Value)(call, ...args),
  };
}
