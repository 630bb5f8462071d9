import type { Bytes } from './byte-string.ts';
import { appendedCapacity } from './slice-capacity.ts';

// Go's run-time values as templates meet them. What a value is decides how it prints, compares and converts.

/** Go's integer types that templates can meet. */
export type IntKind = 'int' | 'int8' | 'int16' | 'int32' | 'int64' | 'uint' | 'uint8' | 'uint16' | 'uint32' | 'uint64';

/** An integer of one of Go's types, already wrapped to its width. */
export class GoInt {
  readonly kind: IntKind;
  readonly value: bigint;

  constructor(kind: IntKind, value: bigint) {
    this.kind = kind;
    this.value = value;
  }
}

/** A complex128; constants only. */
export class GoComplex {
  readonly real: number;
  readonly imaginary: number;

  constructor(real: number, imaginary: number) {
    this.real = real;
    this.imaginary = imaginary;
  }
}

const none: readonly Value[] = [];

/** A slice. `isNil` slices print and compare as empty ones but are nil to `kindOf`, `toJson` and the like. */
export class GoList {
  readonly items: Value[];
  /** Go's name of the slice type: `[]interface {}`, `[]string`, `[]int`, `[][]interface {}`, `[]uint8`. */
  readonly typeName: string;
  readonly isNil: boolean;
  /** How far slicing may reach: Go takes what lies behind the last item for items too. */
  readonly capacity: number;
  /** What slicing has left behind the last item; further room is filled with zero values. */
  readonly behind: readonly Value[];

  constructor(
    items: Value[],
    typeName = '[]interface {}',
    isNil = false,
    capacity = items.length,
    behind: readonly Value[] = none,
  ) {
    this.items = items;
    this.typeName = typeName;
    this.isNil = isNil;
    this.capacity = capacity;
    this.behind = behind;
  }

  /** Makes a list as Go does by appending item by item. */
  static appended(items: Value[], typeName = '[]interface {}', from = 0): GoList {
    return new GoList(items, typeName, false, appendedCapacity(items.length, typeName, from));
  }
}

/** A map with string keys, shared by reference: `set` and `merge` change it. Iterate with the keys sorted. */
export class GoMap {
  readonly entries: Map<Bytes, Value>;
  /** `map[string]interface {}`, or `map[string]string` for the root dot and `split`. */
  readonly typeName: string;
  readonly isNil: boolean;

  constructor(entries: Map<Bytes, Value>, typeName = 'map[string]interface {}', isNil = false) {
    this.entries = entries;
    this.typeName = typeName;
    this.isNil = isNil;
  }
}

/** A value of another Go type (time.Time, time.Duration, *semver.Version, a certificate): it knows its own behaviour. */
export abstract class GoObject {
  /** As `%T` prints it: `time.Time`, `*semver.Version`. */
  abstract readonly typeName: string;
  /** As reflect's Kind: `struct`, `ptr`, `int64`, `int`. */
  abstract readonly kind: string;
  /** As `%v` prints it. */
  abstract print(): Bytes;
  /** A struct field, or `undefined` when there is none of that name. */
  field(_name: string): Value {
    return undefined;
  }
  /** A method, or `undefined`. Its signature is checked like a function's. */
  method(_name: string): GoFunction | undefined {
    return undefined;
  }
  /** The integer beneath, for kinds such as time.Month and time.Duration. */
  integer(): bigint | undefined {
    return undefined;
  }
  /** Another integer of its type, as a loop up to it gives them. */
  ofInteger(number: bigint): Value {
    return new GoInt('int', number);
  }
  /** The exported fields in order. Without a String method a struct is printed by them: `{A B}`. */
  structure(): ReadonlyMap<string, Value> | undefined {
    return undefined;
  }
  /** All fields in order, as fmt prints them under a verb that asks for no text: `%d` of a time. */
  fields(): ReadonlyMap<string, Value> | undefined {
    return this.structure();
  }
  /** As `%#v` prints it where the type says so itself (GoString). */
  goSyntax(): Bytes | undefined {
    return undefined;
  }
  /** What encoding/json writes where the type says so itself (MarshalJSON); other structs are written by `structure()`. */
  json(): Bytes | undefined {
    return undefined;
  }
  /** What copystructure makes of it, which copies the exported fields only. */
  copy(): GoObject {
    return this;
  }
  /** Whether Go's `==` holds. Pointers are equal to themselves only, which is what this does. */
  equals(other: GoObject): boolean {
    return this === other;
  }
}

/** A pointer that only shows whether it is nil: a field that fmt prints. */
export class GoPointer extends GoObject {
  readonly typeName: string;
  readonly kind = 'ptr';
  readonly address: bigint;
  /** What it points to, which shows where the pointer fits no verb. */
  readonly target: GoObject | undefined;

  constructor(typeName: string, target?: GoObject) {
    super();
    this.typeName = typeName;
    // Where a value lies is nobody's business, and differs from run to run in Go too.
    this.address = target === undefined ? 0n : 0xc000000000n;
    this.target = target;
  }

  override print(): Bytes {
    return (this.address === 0n ? '<nil>' : `0x${this.address.toString(16)}`) as Bytes;
  }
}

/** A value in a template. `undefined` is Go's invalid value ("no value"), `null` a nil interface, `number` a float64, a string a byte string. */
export type Value = undefined | null | boolean | number | Bytes | GoInt | GoComplex | GoList | GoMap | GoObject;

/** A parameter or result type of a function. Named types are written as Go prints them: `time.Time`, `uint32`. */
export type GoType =
  | 'string'
  | 'bool'
  | 'int'
  | 'int64'
  | 'float64'
  | 'any'
  /** `map[string]interface {}` */
  | 'dict'
  | '[]any'
  | '[]string'
  /** reflect.Value: whatever it is, and the only type that also lets `undefined` in. */
  | 'reflect.Value'
  | (string & {});

/** A callable: its signature as data, and a body that receives checked values. */
export interface GoFunction {
  readonly params: readonly GoType[];
  /** The last parameter repeats. */
  readonly variadic: boolean;
  readonly result: GoType;
  readonly body: (this: void, call: CallContext, args: readonly Value[]) => Value;
}

/** What a running function may use. */
export interface CallContext {
  /** Milliseconds since 1970, with nanoseconds where the clock has them. */
  now(): number;
  /** Fresh random bytes. Throws when random functions are refused. */
  randomBytes(count: number): Buffer;
  /** Random bytes follow from a seed: what is made of them must be the same at each render. */
  readonly isSeeded?: boolean;
  /**
   * Counts work against the budget; throws when it is used up.
   * The size of arguments and of the result is counted by the caller, so a body calls this only for work (or memory)
   * that is out of proportion to both, and before it does it.
   */
  spend(steps: number): void;
}

/** What a body throws that Go's templates do not call at all, for what it gives back. */
export class UncallableError extends Error {}

/** What a body throws to fail as Go's function would; the evaluator adds `error calling NAME: `. `text` is shown to users: no values in it. */
export class FunctionError extends Error {
  readonly text: string;

  constructor(text: string) {
    super(text);
    this.text = text;
  }
}
