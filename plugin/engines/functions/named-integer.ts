import { type Bytes, bytesOf } from '../../go/byte-string.ts';
import { type GoFunction, GoObject } from '../value.ts';
import { fn } from './family.ts';

/** A value of an integer type that prints as a word: `time.Month`, `time.Weekday`. */
export class NamedInteger extends GoObject {
  readonly typeName: string;
  readonly kind = 'int';
  readonly number: number;
  readonly word: string;

  constructor(typeName: string, number: number, word: string) {
    super();
    this.typeName = typeName;
    this.number = number;
    this.word = word;
  }

  override print(): Bytes {
    return bytesOf(this.word);
  }

  override integer(): bigint {
    return BigInt(this.number);
  }

  override method(name: string): GoFunction | undefined {
    return name === 'String' ? fn([], 'string', () => this.print()) : undefined;
  }

  override equals(other: GoObject): boolean {
    return other instanceof NamedInteger && other.typeName === this.typeName && other.number === this.number;
  }
}
