/**
 * Makes an object that inherits nothing, so that `__proto__` and `constructor` are only keys in it.
 *
 * @remarks Not by `Object.create(null)`: V8 makes those hash tables, which take several times the memory.
 */
export function bareObject<Value>(): Record<string, Value> {
  return Object.setPrototypeOf({}, null) as Record<string, Value>;
}
