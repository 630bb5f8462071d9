import type { Bytes } from '../../go/byte-string.ts';
import { type JsonValue, quoteJson } from '../../go/json.ts';
import { printJsonValue } from '../../go/print-json-value.ts';
import { jsonToYaml } from '../../go/yaml-write.ts';
import { compareKeys } from '../../go/yaml-write-keys.ts';

/**
 * Writes a mapping as gopkg.in/yaml.v3 does: four columns a level, lists set in, long lines kept.
 *
 * @remarks How a text is quoted is as with the older library, which writes it here.
 */
export function writeYamlMapping(mapping: ReadonlyMap<Bytes, JsonValue>): Bytes {
  return linesOf(mapping, 0).join('\n') as Bytes;
}

const step = 4;

function linesOf(mapping: ReadonlyMap<Bytes, JsonValue>, indent: number): readonly string[] {
  const members = [...mapping].sort(([a], [b]) => compareKeys(a, b));
  return members.flatMap(([key, value]) => withValue(`${textOf(key)}:`, value, indent, indent + step));
}

/** A sign with its value behind or below it. @param inner - Where what stands below begins. */
function withValue(sign: string, value: JsonValue, indent: number, inner: number): readonly string[] {
  const blanks = ' '.repeat(indent);
  if (value instanceof Map && value.size > 0) return below(`${blanks}${sign}`, linesOf(value as never, inner), inner);
  if (Array.isArray(value) && value.length > 0) {
    const items = (value as readonly JsonValue[]).flatMap((item) => withValue('-', item, inner, inner + 2));
    return below(`${blanks}${sign}`, items, inner);
  }
  const [first = '', ...more] = scalarLines(value);
  return [`${blanks}${sign} ${first}`, ...more.map((line) => (line === '' ? '' : `${' '.repeat(inner)}${line}`))];
}

/** The first thing below a dash stands behind it. */
function below(head: string, lines: readonly string[], inner: number): readonly string[] {
  if (!head.endsWith('-')) return [head, ...lines];
  const [first = '', ...more] = lines;
  return [`${head} ${first.slice(inner)}`, ...more];
}

function scalarLines(value: JsonValue): readonly string[] {
  if (value instanceof Map) return ['{}'];
  if (Array.isArray(value)) return ['[]'];
  if (value === null) return ['null'];
  if (typeof value !== 'string') return [printJsonValue(value)];
  if (!value.includes('\n')) return [textOf(value)];
  const [header = '', ...lines] = jsonToYaml(quoteJson(value)).replace(/\n$/, '').split('\n');
  // A block stands two columns in; a quoted text goes on wherever.
  return /^[|>]/.test(header) ? [header, ...lines.map((line) => line.slice(2))] : [[header, ...lines].join('\n')];
}

/** A text on one line: where the older library folds it, a blank was. */
function textOf(text: Bytes): string {
  return jsonToYaml(quoteJson(text))
    .replace(/\n$/, '')
    .replace(/\n +(?:\\(?= ))?/g, ' ');
}
