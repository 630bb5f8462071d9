import { type Bytes, bytesOf } from '../../go/byte-string.ts';
import type { Location } from '../../go/location.ts';
import { type GoFunction, GoInt, GoList, GoObject, GoPointer, type Value } from '../value.ts';
import { fn } from './family.ts';

/** A `*time.Location`. */
export class LocationValue extends GoObject {
  readonly typeName = '*time.Location';
  readonly kind = 'ptr';
  readonly location: Location;

  constructor(location: Location) {
    super();
    this.location = location;
  }

  override print(): Bytes {
    return bytesOf(this.location.name);
  }

  override method(name: string): GoFunction | undefined {
    return name === 'String' ? fn([], 'string', () => this.print()) : undefined;
  }

  override structure(): ReadonlyMap<string, Value> {
    return new Map();
  }

  override copy(): LocationValue {
    return new LocationValue({ ...this.location, name: '' });
  }

  override fields(): ReadonlyMap<string, Value> {
    return new Map<string, Value>([
      ['name', bytesOf(this.location.name)],
      ['zone', new GoList([], '[]time.zone', true)],
      ['tx', new GoList([], '[]time.zoneTrans', true)],
      ['extend', '' as Bytes],
      ['cacheStart', new GoInt('int64', 0n)],
      ['cacheEnd', new GoInt('int64', 0n)],
      ['cacheZone', new GoPointer('*time.zone')],
    ]);
  }

  override equals(other: GoObject): boolean {
    return other instanceof LocationValue && other.location === this.location;
  }
}
