import type { Bytes } from '../byte-string.ts';
import { JsonScanner } from '../json-scanner.ts';
import { YamlSyntaxError } from '../yaml-syntax-error.ts';
import type { MappingEntry, YamlNode } from './node.ts';

/**
 * Reads a JSON text into the same tree that YAML gives.
 *
 * @remarks
 * Go's YAML reader refuses what is common in JSON, such as `\/` and pairs of surrogate escapes, so that Kubernetes tries
 * JSON first.
 *
 * @throws JsonSyntaxError when it is no JSON; YamlSyntaxError when a number is beyond 64 bits.
 */
export function parseJsonDocument(text: Bytes): YamlNode {
  const scanner = new JsonScanner(text);
  const root = readNode(scanner);
  scanner.expectEnd();
  return root;
}

function readNode(scanner: JsonScanner): YamlNode {
  const kind = scanner.peek();
  const start = scanner.offset;
  if (kind === 'object') {
    const entries: MappingEntry[] = [];
    scanner.readObject((key, keyStart, keyEnd) => {
      entries.push({ key: scalar(key, keyStart, keyEnd, false), value: readNode(scanner) });
    });
    return { kind: 'mapping', isFlow: true, entries, start, end: scanner.offset };
  }
  if (kind === 'array') {
    const items: YamlNode[] = [];
    scanner.readArray(() => items.push(readNode(scanner)));
    return { kind: 'sequence', isFlow: true, items, start, end: scanner.offset };
  }
  if (kind === 'string') {
    const value = scanner.readString();
    return scalar(value, start, scanner.offset, false);
  }
  // The texts of JSON's numbers and literals mean the same in YAML, but for numbers that are too large.
  scanner.skipValue();
  const value = text(scanner, start);
  if (kind === 'number' && !Number.isFinite(Number(value))) throw new YamlSyntaxError('number beyond 64 bits', start);
  return scalar(value, start, scanner.offset, true);
}

function text(scanner: JsonScanner, start: number): Bytes {
  return scanner.text.slice(start, scanner.offset) as Bytes;
}

function scalar(value: Bytes, start: number, end: number, implicit: boolean): YamlNode {
  return { kind: 'scalar', value, tag: '', implicit, start, end };
}
