import { type Bytes, bytesOf } from '../../go/byte-string.ts';
import { type GoFunction, GoObject } from '../value.ts';
import { fn } from './family.ts';

/** A value of an integer type that prints as a word: `time.Month`, `time.Weekday`. */
export class NamedInteger extends GoObject {
  readonly typeName: string;
  readonly kind = 'int';
  readonly number: number;
  private readonly words: ReadonlyMap<number, string>;

  constructor(typeName: string, number: number, words: ReadonlyMap<number, string>) {
    super();
    this.typeName = typeName;
    this.number = number;
    this.words = words;
  }

  override print(): Bytes {
    return bytesOf(this.words.get(this.number) ?? `%!${this.typeName.replace('time.', '')}(${this.number})`);
  }

  override integer(): bigint {
    return BigInt(this.number);
  }

  override ofInteger(number: bigint): NamedInteger {
    return new NamedInteger(this.typeName, Number(number), this.words);
  }

  override method(name: string): GoFunction | undefined {
    return name === 'String' ? fn([], 'string', () => this.print()) : undefined;
  }

  override equals(other: GoObject): boolean {
    return other instanceof NamedInteger && other.typeName === this.typeName && other.number === this.number;
  }
}
