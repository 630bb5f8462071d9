/**
 * Makes an object that inherits nothing, so that `__proto__` and `constructor` are only keys in it.
 *
 * @remarks Not by `Object.create(null)`: V8 keeps those as hash tables, in four times the memory.
 */
export function bareObject<Value>(): Record<string, Value> {
  return new Bare() as Record<string, Value>;
}

const Bare = function Bare() {} as unknown as new () => object;
Bare.prototype = Object.create(null);
