import type { Bytes } from '../../go/byte-string.ts';
import { JsonScanner } from '../../go/json-scanner.ts';
import { parseGoFloat } from '../../go/parse-number.ts';
import { GoList, GoMap, type Value } from '../value.ts';

/** What a JSON text holds. */
interface Decoded {
  readonly value: Value;
  /** Some number is beyond float64; nil stands in its place. */
  readonly isOutOfRange: boolean;
}

/**
 * Reads a JSON text: every number is a float64, every object a map, and of two equal keys the later one counts.
 *
 * @remarks Go: `encoding/json`, `Unmarshal` into `interface{}`.
 *
 * @throws JsonSyntaxError
 */
export function decodeJson(text: Bytes): Decoded {
  const reader = new Reader(text);
  const value = reader.read();
  reader.scanner.expectEnd();
  return { value, isOutOfRange: reader.isOutOfRange };
}

class Reader {
  readonly scanner: JsonScanner;
  isOutOfRange = false;

  constructor(text: Bytes) {
    this.scanner = new JsonScanner(text);
  }

  read(): Value {
    const kind = this.scanner.peek();
    if (kind === 'string') return this.scanner.readString();
    if (kind === 'number') return this.#readNumber();
    if (kind === 'object') return this.#readObject();
    if (kind === 'array') return this.#readArray();
    this.scanner.readLiteral();
    return kind === 'null' ? null : kind === 'true';
  }

  #readNumber(): Value {
    const { value, problem } = parseGoFloat(this.scanner.readNumber());
    this.isOutOfRange ||= problem !== undefined;
    return problem === undefined ? value : null;
  }

  #readObject(): GoMap {
    const entries = new Map<Bytes, Value>();
    this.scanner.readObject((key) => entries.set(key, this.read()));
    return new GoMap(entries);
  }

  #readArray(): GoList {
    const items: Value[] = [];
    this.scanner.readArray(() => items.push(this.read()));
    return GoList.appended(items);
  }
}
